import { readReplyData, type Shown, type Wrong } from "../reply-data.ts";
import type { Code } from "../open-api/reasons.ts";
import { type Effect, meet } from "../../kit/fault/fault.ts";
import type { Room } from "./room.ts";
import { spend } from "./window.ts";
import type { World } from "./world.ts";

export const REPLY = "/2/messages/reply.json";

/** The pages name no code for a fan to whom nothing may be said. */
const WINDOW_CLOSED: Code = 10_012;

const WRONG: Readonly<Record<Wrong, Code>> = { type: 10_017, data: 10_008, empty: 20_008, too_long: 20_012 };

export type Sent =
  | { readonly kind: "refused"; readonly code: number }
  | { readonly kind: "taken"; readonly shows: Shown; readonly effect?: Effect };

/** POST /2/messages/reply.json, with a good token. The fault that is switched on comes last: only a good send meets it. */
export function replyCall({ clock, books, random, rule }: World, room: Room, form: URLSearchParams): Sent {
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
  const { effect, left } = meet(room.faults, { path: REPLY, isSend: true, fan: uid, at, random });
  room.faults = left;
  if (effect?.kind === "errcode") {
    books.touch();
    return refused(effect.code);
  }
  books.putFan(room, { ...fan, opened });
  books.show(room, uid, { at, side: "account", via: "api", shows });
  return { kind: "taken", shows, ...(effect !== undefined && { effect }) };
}

const refused = (code: number): Sent => ({ kind: "refused", code });
