import type { Room } from "../platform/room.ts";
import { commentShape } from "../square/shapes.ts";
import { type Answered, type Asked, wholeOf } from "./asked.ts";
import type { Code } from "./reasons.ts";
import { type Usage, usageAt } from "./rates.ts";

/** 140 of the language's characters; of others two count as one, and an address counts as ten (protocols §4.3). */
const HALVES_MAX = 280;
const ADDRESS_HALVES = 20;
const ADDRESS = /https?:\/\/[\w./?%&=#~:+-]+/g;

/** POST comments/create: a comment under a post. */
export function createComment(asked: Asked): Answered {
  const id = asked.given.get("id") ?? "";
  if (id === "") return 10_016;
  return say(asked, id, undefined);
}

/** POST comments/reply: a comment in answer to a comment. */
export function replyToComment(asked: Asked): Answered {
  const { given, world } = asked;
  const [id = "", cid = ""] = ["id", "cid"].map((name) => given.get(name) ?? "");
  if (id === "" || cid === "") return 10_016;
  if (wholeOf(given, "without_mention", 0, [0, 1]) === undefined) return 10_017;
  const answered = world.square.comment(cid);
  if (world.square.status(id) === undefined) return 20_101;
  return answered === undefined || answered.on !== id ? 20_201 : say(asked, id, cid);
}

/** POST comments/destroy: an own one, or one under an own post. */
export function destroyComment({ world, room, given }: Asked): Answered {
  const { square } = world;
  const cid = given.get("cid") ?? "";
  if (cid === "") return 10_016;
  const comment = square.comment(cid);
  if (comment === undefined) return 20_201;
  const shape = commentShape(square, comment);
  const removed = square.does(personOf(room), { does: "delete", id: cid });
  if (removed.kind === "refused") return 20_203;
  world.books.touch();
  return shape;
}

function say(asked: Asked, on: string, replyTo: string | undefined): Answered {
  const { world, room, given, at, limits } = asked;
  const { square, books } = world;
  const text = given.get("comment") ?? "";
  if (!given.has("comment")) return 10_016;
  if (text.trim() === "") return 20_008;
  if (wholeOf(given, "comment_ori", 0, [0, 1]) === undefined) return 10_017;
  if (halves(text) > HALVES_MAX) return 20_012;
  const status = square.status(on);
  if (status === undefined) return 20_101;
  if (status.by !== room.account.uid && status.commentsFrom !== "everybody") {
    return status.commentsFrom === "followed" ? 20_206 : 20_207;
  }
  const usage = usageAt(room.usage, at);
  const refused = tooMuch(asked, usage) ?? repeated(room, text, at - limits.sameTextMs);
  if (refused !== undefined) return refused;
  const mention = replyTo !== undefined && given.get("without_mention") !== "1";
  const called = mention ? square.person(square.comment(replyTo)?.by ?? "")?.name : undefined;
  const said = square.does(personOf(room), {
    does: "comment",
    on,
    text: called === undefined ? text : `回复@${called}:${text}`,
    ...(replyTo !== undefined && { replyTo }),
  });
  if (said.kind !== "comment") return 20_101;
  room.usage = { ...usage, postsOfHour: usage.postsOfHour + 1 };
  room.said = { at, recent: [...recentOf(room, at - limits.sameTextMs), { at, text }] };
  books.touch();
  return commentShape(square, said.comment);
}

/** What an account is in public. */
export const personOf = ({ account: { uid, title } }: Room) => ({
  uid,
  name: title,
  followers: 1_200_000,
  verified: true,
});

export function halves(text: string): number {
  const bare = text.replace(ADDRESS, "");
  const addresses = text.match(ADDRESS)?.length ?? 0;
  const wide = Array.from(bare).filter((one) => one > "\u007f").length;
  return addresses * ADDRESS_HALVES + Array.from(bare).length + wide;
}

function tooMuch({ room, limits, at }: Asked, usage: Usage): Code | undefined {
  if (usage.postsOfHour >= limits.postsPerHour) return 10_024;
  return at - room.said.at < limits.postsApartMs ? 20_016 : undefined;
}

const recentOf = ({ said }: Room, since: number) => said.recent.filter(({ at }) => at > since);

/** The same text is refused, and so is one that differs by marks and spaces alone. */
function repeated(room: Room, text: string, since: number): Code | undefined {
  const recent = recentOf(room, since).map((one) => one.text);
  if (recent.includes(text)) return 20_019;
  const core = coreOf(text);
  return core !== "" && recent.some((one) => coreOf(one) === core) ? 20_017 : undefined;
}

const coreOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
