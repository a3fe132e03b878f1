import { createdAt } from "../fan-push.ts";
import type { Comment, Person, Status } from "./post.ts";
import type { Square } from "./square.ts";

type Shape = Readonly<Record<string, unknown>>;

/** What the API shows of a post (protocols §4.3). Ids are texts here, and bare numbers once they are written. */
export function statusShape(square: Square, status: Status, isInner = false): Shape {
  const { id, at, text, by, of, pictures } = status;
  const root = of === undefined ? undefined : square.root(of);
  return {
    created_at: createdAt(at),
    id,
    mid: id,
    idstr: id,
    text,
    source: '<a href="http://weibo.com" rel="nofollow">微博网页版</a>',
    favorited: false,
    truncated: false,
    pic_urls: pictures.map((address) => ({ thumbnail_pic: address })),
    reposts_count: square.statuses().filter((one) => one.of === id).length,
    comments_count: square.comments().filter((one) => one.on === id).length,
    attitudes_count: 0,
    user: personShape(square.person(by), by),
    ...(!isInner && root !== undefined && { retweeted_status: rootShape(square, root) }),
  };
}

/** What was deleted is still named by what passes it on. */
const rootShape = (square: Square, root: Status): Shape =>
  root.deleted
    ? {
        created_at: createdAt(root.at),
        id: root.id,
        mid: root.id,
        idstr: root.id,
        text: "抱歉，此微博已被作者删除。查看帮助：http://t.cn/zWSudZc",
        deleted: "1",
      }
    : statusShape(square, root, true);

export function commentShape(square: Square, comment: Comment, isInner = false): Shape {
  const { id, at, by, text, on, replyTo } = comment;
  const under = square.status(on);
  const answered = replyTo === undefined ? undefined : square.comment(replyTo);
  return {
    created_at: createdAt(at),
    id,
    mid: id,
    idstr: id,
    text,
    source: "微博网页版",
    user: personShape(square.person(by), by),
    ...(!isInner && under !== undefined && { status: statusShape(square, under, true) }),
    ...(!isInner && answered !== undefined && { reply_comment: commentShape(square, answered, true) }),
  };
}

const personShape = (person: Person | undefined, uid: string): Shape => ({
  id: uid,
  idstr: uid,
  screen_name: person?.name ?? uid,
  name: person?.name ?? uid,
  verified: person?.verified ?? false,
  verified_type: person?.verified === true ? 0 : -1,
  followers_count: person?.followers ?? 0,
  friends_count: 0,
  statuses_count: 0,
  profile_image_url: "",
  profile_url: `u/${uid}`,
});

/** As JSON whose ids are bare numbers of 64 bits. A quote inside a text is escaped, so no text is taken for an id. */
export const written = (shape: unknown): string =>
  JSON.stringify(shape).replace(/"(id|cid|max_id|since_id|next_cursor)":"([0-9]{1,19})"/g, '"$1":$2');
