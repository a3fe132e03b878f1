import type { Room } from "../keep/room.ts";
import { spend } from "../phone/window.ts";
import { type Answering, done, refuse } from "./answer.ts";
import { type AccountCall, meets, readJson, textAt, type Tree } from "./call.ts";
import type { World } from "../world.ts";
import { readSend } from "./send-body.ts";

/** POST /cgi-bin/message/custom/send. The fault that is switched on comes last: only a good send can meet it. */
export function customSend(world: World, call: AccountCall): Answering {
  const { room, body, at } = call;
  const { random, books } = world;
  if (body.length === 0) return refuse(44_002, random);
  const sent = readJson(body);
  if (sent === undefined) return refuse(47_001, random);
  // People would see the escapes.
  if (hasEscapes(body.toString("utf8"))) return refuse(40_033, random);
  const fan = room.fans.get(textAt(sent, "touser"));
  if (fan === undefined) return refuse(40_003, random);
  const shows = readSend(sent, room, at);
  if (typeof shows === "number") return refuse(shows, random);
  if (isStranger(room, sent)) return refuse(65_401, random);
  if (room.register.blacklist.includes(fan.openid)) return refuse(43_019, random);

  const spent = fan.following
    ? spend(fan.opened, at + fan.aheadMs)
    : ({ kind: "refused", code: 45_015 } as const);
  if (spent.kind === "refused") return refuse(spent.code, random);
  const effect = meets(world, call, fan.openid);
  if (effect?.kind === "errcode") return refuse(effect.code, random);
  const { typingUntil: _ended, ...quiet } = fan;
  books.putFan(room, { ...quiet, opened: spent.opened, spokenAt: at });
  books.show(room, fan.openid, { side: "account", via: "api", at, shows });
  return effect === undefined ? done : { kind: "met", answer: done, effect };
}

/** An escape of JSON that says a character by its number. */
const hasEscapes = (json: string): boolean => /(?:^|[^\\])(?:\\\\)*\\u[0-9a-fA-F]{4}/.test(json);

/** It speaks as somebody whom the account's own desk does not know. */
function isStranger({ agents }: Room, sent: Tree): boolean {
  const as = textAt(sent, "customservice", "kf_account");
  return as !== "" && agents.every((agent) => agent.account !== as);
}
