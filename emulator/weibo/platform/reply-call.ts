import { readReplyData, type Shown, type Wrong } from "../reply-data.ts";
import type { Room } from "./room.ts";
import { spend } from "./window.ts";
import type { World } from "./world.ts";

/** What the platform says of a call that it refuses (protocols §4.4). */
const REASONS = {
  10_008: "param error, see doc for more info",
  10_010: "job expired",
  10_012: "illegal request",
  10_016: "miss required parameter",
  10_017: "parameter value invalid",
  10_020: "request api not found",
  10_021: "HTTP method is not supported for this request",
  20_003: "user does not exists",
  20_008: "content is null",
  20_012: "text too long",
  21_332: "access token is invalid",
} as const;
export type Code = keyof typeof REASONS;

export const reasonOf = (code: number): string =>
  Object.hasOwn(REASONS, code) ? REASONS[code as Code] : "refused";

/** The pages name no code for a fan to whom nothing may be said. */
const WINDOW_CLOSED: Code = 10_012;

const WRONG: Readonly<Record<Wrong, Code>> = { type: 10_017, data: 10_008, empty: 20_008, too_long: 20_012 };

export type Sent =
  | { readonly kind: "refused"; readonly code: number }
  | { readonly kind: "taken"; readonly shows: Shown }
  | { readonly kind: "taken_no_answer" };

/** POST /2/messages/reply.json, with a good token. The fault that is switched on comes last: only a good send meets it. */
export function replyCall({ clock, books, rule }: World, room: Room, form: URLSearchParams): Sent {
  const at = clock();
  const [type, data, uid] = ["type", "data", "receiver_id"].map((name) => form.get(name) ?? "");
  if (!type || !data || !uid) return refused(10_016);
  if (!["", "0", "1"].includes(form.get("save_sender_box") ?? "")) return refused(10_017);
  const fan = room.fans.get(uid);
  if (fan === undefined) return refused(20_003);
  const shows = readReplyData(type, data);
  if (typeof shows === "string") return refused(WRONG[shows]);
  const opened = spend(fan.opened, at + fan.aheadMs, rule);
  if (opened === undefined) return refused(WINDOW_CLOSED);
  const fault = takeFault(room);
  if (fault?.kind === "errcode") {
    books.touch();
    return refused(fault.code);
  }
  books.putFan(room, { ...fan, opened });
  books.show(room, uid, { at, side: "account", via: "api", shows });
  return fault === undefined ? { kind: "taken", shows } : { kind: "taken_no_answer" };
}

const refused = (code: number): Sent => ({ kind: "refused", code });

function takeFault(room: Room): Room["fault"] {
  const { fault } = room;
  if (fault !== undefined) room.fault = fault.left > 1 ? { ...fault, left: fault.left - 1 } : undefined;
  return fault;
}
