import { isCalled, type Comment, type Status } from "../square/post.ts";
import { commentShape, statusShape } from "../square/shapes.ts";
import { type Answered, type Asked, idOf, wholeOf } from "./asked.ts";

const COUNT_MAX = 200;
const PAGE_MAX = 1_000;
const STATUSES = 20;
const COMMENTS = 50;

/** GET statuses/mentions: who calls the account by its name, or passes its post on. Its own are among them. */
export function mentions(asked: Asked): Answered {
  const { world, room, given } = asked;
  const { square } = world;
  const { uid, title } = room.account;
  const byType = wholeOf(given, "filter_by_type", 0, [0, 1]);
  if (byType === undefined || wholeOf(given, "filter_by_author", 0, [0, 2]) === undefined) return 10_017;
  const passesOn = ({ of }: Status): boolean => of !== undefined && square.root(of)?.by === uid;
  const found = square
    .statuses()
    .filter((one) => isCalled(one.text, title) || passesOn(one))
    .filter(({ of }) => byType === 0 || of === undefined);
  return pageOf(asked, found, STATUSES, "statuses", (one) => statusShape(square, one));
}

/** GET statuses/user_timeline: what the account itself has posted. */
export function userTimeline(asked: Asked): Answered {
  const { square } = asked.world;
  const found = square.statuses().filter(({ by }) => by === asked.room.account.uid);
  return pageOf(asked, found, STATUSES, "statuses", (one) => statusShape(square, one));
}

/** GET statuses/repost_timeline: what passes a post on. */
export function reposts(asked: Asked): Answered {
  const { square } = asked.world;
  const id = asked.given.get("id") ?? "";
  if (id === "") return 10_016;
  if (square.status(id) === undefined) return 20_101;
  const found = square.statuses().filter(({ of }) => of === id);
  return pageOf(asked, found, STATUSES, "reposts", (one) => statusShape(square, one));
}

/** GET statuses/show. */
export function showStatus({ world: { square }, given }: Asked): Answered {
  const id = given.get("id") ?? "";
  if (id === "") return 10_016;
  const status = square.status(id);
  return status === undefined ? 20_101 : statusShape(square, status);
}

/** GET comments/mentions, to_me, by_me, and timeline, which is both. */
export const commentMentions = (asked: Asked): Answered =>
  commentPage(asked, ({ text }) => isCalled(text, asked.room.account.title));

export const commentsToMe = (asked: Asked): Answered => commentPage(asked, (one) => isToMe(asked, one));

export const commentsByMe = (asked: Asked): Answered => commentPage(asked, (one) => isByMe(asked, one));

export const commentTimeline = (asked: Asked): Answered =>
  commentPage(asked, (one) => isByMe(asked, one) || isToMe(asked, one));

/** GET comments/show: what stands under a post. */
export function commentsOf(asked: Asked): Answered {
  const id = asked.given.get("id") ?? "";
  if (id === "") return 10_016;
  if (asked.world.square.status(id) === undefined) return 20_101;
  return commentPage(asked, ({ on }) => on === id);
}

const isByMe = ({ room }: Asked, { by }: Comment): boolean => by === room.account.uid;

/** Under the account's own post, or in answer to its comment. */
function isToMe({ world: { square }, room }: Asked, { on, replyTo, by }: Comment): boolean {
  const { uid } = room.account;
  const answered = replyTo === undefined ? undefined : square.comment(replyTo)?.by;
  return by !== uid && (square.status(on)?.by === uid || answered === uid);
}

function commentPage(asked: Asked, isIn: (comment: Comment) => boolean): Answered {
  const { square } = asked.world;
  return pageOf(asked, square.comments().filter(isIn), COMMENTS, "comments", (one) =>
    commentShape(square, one),
  );
}

/** protocols §4.3: above `since_id`, not above `max_id`, newest first. */
function pageOf<Item extends { readonly id: string }>(
  { given }: Asked,
  found: readonly Item[],
  usual: number,
  name: string,
  shape: (item: Item) => unknown,
): Answered {
  const [since, max] = [idOf(given, "since_id"), idOf(given, "max_id")];
  const count = wholeOf(given, "count", usual, [1, COUNT_MAX]);
  const page = wholeOf(given, "page", 1, [1, PAGE_MAX]);
  if (since === undefined || max === undefined || count === undefined || page === undefined) return 10_017;
  const within = found.filter(({ id }) => BigInt(id) > since && (max === 0n || BigInt(id) <= max));
  const rest = within.toReversed().slice((page - 1) * count);
  return {
    [name]: rest.slice(0, count).map(shape),
    previous_cursor: 0,
    next_cursor: rest[count]?.id ?? 0,
    total_number: within.length,
  };
}
