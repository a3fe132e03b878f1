import { z, type Author, type SocialItem } from "seatbridge/kit";

import { readCreatedAt } from "../decode/created-at.ts";

/** Kinds of verification: 3 a paper or station, 1 to 7 other houses, 0 a person; the rest is none [M]. */
const MEDIA = 3;
const HOUSES_MAX = 7;

/** Ids are read as text alone: as numbers they have lost their last digits. */
const id = z.string().regex(/^[1-9][0-9]{0,19}$/);
const count = z.int().min(0).catch(0);

const User = z.object({
  idstr: id,
  screen_name: z.string().max(200).catch(""),
  followers_count: count,
  statuses_count: count,
  created_at: z.string().optional(),
  verified_type: z.int().optional().catch(undefined),
});

const Post = z.object({
  idstr: id,
  created_at: z.string(),
  text: z.string().max(20_000),
  /** Missing of one that was deleted. */
  user: User.optional(),
  reposts_count: count,
  comments_count: count,
  attitudes_count: count,
});

export const Status = Post.extend({ retweeted_status: Post.optional().catch(undefined) });
export type Status = z.output<typeof Status>;

export const Comment = z.object({
  idstr: id,
  created_at: z.string(),
  text: z.string().max(20_000),
  user: User,
  status: Post,
  reply_comment: z.object({ idstr: id }).optional().catch(undefined),
});
export type Comment = z.output<typeof Comment>;

/** A post, a mention or a repost; undefined where it was deleted meanwhile, or tells no time. */
export function itemOfStatus(status: Status, ownId: string): SocialItem | undefined {
  const { idstr: mid, user, text, retweeted_status: root } = status;
  const postedAt = readCreatedAt(status.created_at);
  if (user === undefined || postedAt === undefined) return undefined;
  // What repeats a post of our own is a matter of its own, or one post would be one request of thousands.
  const isOurs = root?.user?.idstr === ownId;
  return {
    kind: root === undefined ? "mention" : "repost",
    mid,
    rootMid: root === undefined || isOurs ? mid : root.idstr,
    postMid: mid,
    author: authorOf(user),
    text,
    postedAt,
    counters: countersOf(status),
  };
}

/** The post that a repost repeats, where it is a fan's: the thread begins with it. */
export function rootOfStatus({ retweeted_status: root }: Status, ownId: string): SocialItem | undefined {
  if (root?.user === undefined || root.user.idstr === ownId) return undefined;
  const item = itemOfStatus(root, ownId);
  return item && { ...item, kind: "post" };
}

export function itemOfComment(comment: Comment, ownId: string): SocialItem | undefined {
  const { idstr: mid, user, text, status, reply_comment: parent } = comment;
  const postedAt = readCreatedAt(comment.created_at);
  if (postedAt === undefined) return undefined;
  const isOurs = status.user?.idstr === ownId;
  return {
    kind: "comment",
    mid,
    rootMid: isOurs ? (parent?.idstr ?? mid) : status.idstr,
    postMid: status.idstr,
    ...(parent === undefined ? {} : { parentMid: parent.idstr }),
    author: authorOf(user),
    text,
    postedAt,
  };
}

function authorOf(user: z.output<typeof User>): Author {
  const { idstr, screen_name: name, followers_count: followers, statuses_count: posts, created_at } = user;
  const joinedAt = readCreatedAt(created_at ?? "");
  const verified = verifiedOf(user.verified_type ?? -1);
  return {
    id: idstr,
    name,
    followers,
    posts,
    ...(joinedAt === undefined ? {} : { joinedAt }),
    ...(verified === undefined ? {} : { verified }),
  };
}

function verifiedOf(type: number): Author["verified"] {
  if (type === 0) return "person";
  if (type === MEDIA) return "media";
  return type > 0 && type <= HOUSES_MAX ? "organisation" : undefined;
}

const countersOf = ({ reposts_count, comments_count, attitudes_count }: z.output<typeof Post>) => ({
  reposts: reposts_count,
  comments: comments_count,
  likes: attitudes_count,
});
