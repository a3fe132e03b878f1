import { type Answering, ok, refuse } from "../api/answer.ts";
import { type AccountCall, isTree, meets, readJson, textAt, type Tree } from "../api/call.ts";
import type { Shown } from "../../shown.ts";
import type { Fan } from "../phone/fan.ts";
import type { World } from "../world.ts";
import { isTurnedOff, takeYes } from "./agreed.ts";

/** How a value of a subscription's field is limited, by what its name begins with (protocols §1.11). */
const CAPS: readonly (readonly [string, number])[] = [
  ["thing", 20],
  ["number", 32],
  ["letter", 32],
  ["symbol", 5],
  ["character_string", 32],
  ["phone_number", 17],
  ["car_number", 8],
  ["phrase", 5],
  ["const", 20],
];
const REPORT_AFTER_MS = 1_000;
const SAME_CLIENT_MS = 10 * 60_000;

/** POST /cgi-bin/message/template/send: what came of it is pushed a second later. */
export function sendTemplate(world: World, call: AccountCall): Answering {
  const sent = readJson(call.body);
  if (sent === undefined) return refuse(47_001, world.random);
  const found = addressee(world, call, sent);
  if ("kind" in found) return found;
  const data = sent["data"];
  if (!isTree(data) || Object.values(data).some((field) => !isTree(field)))
    return refuse(47_003, world.random);
  const repeated = textAt(sent, "client_msg_id");
  const known = call.room.clientIds.find(({ id, at }) => id === repeated && call.at < at + SAME_CLIENT_MS);
  if (repeated !== "" && known !== undefined) return ok({ errcode: 0, errmsg: "ok", msgid: known.msgid });
  return give(world, call, found, sent, "TEMPLATESENDJOBFINISH");
}

/** POST /cgi-bin/message/subscribe/bizsend. */
export function sendSubscription(world: World, call: AccountCall): Answering {
  const sent = readJson(call.body);
  if (sent === undefined) return refuse(47_001, world.random);
  const found = addressee(world, call, sent);
  if ("kind" in found) return found;
  const data = sent["data"];
  if (
    !isTree(data) ||
    Object.entries(data).some(([name, field]) => isTooLong(name, textAt(field, "value")))
  ) {
    return refuse(47_003, world.random);
  }
  if (!takeYes(call.room, found.openid, textAt(sent, "template_id"))) return refuse(43_101, world.random);
  return give(world, call, found, sent, "subscribe_msg_sent_event");
}

const isTooLong = (name: string, value: string): boolean => {
  const cap = CAPS.find(([kind]) => name.startsWith(kind))?.[1];
  return value === "" || (cap !== undefined && Array.from(value).length > cap);
};

function addressee(
  world: World,
  { room }: AccountCall,
  sent: Tree,
): Fan | Exclude<Answering, { kind: "met" }> {
  const { random } = world;
  const fan = room.fans.get(textAt(sent, "touser"));
  if (fan === undefined) return refuse(40_003, random);
  const { templates } = room.account;
  const template = textAt(sent, "template_id");
  if (template === "" || templates?.includes(template) === false) return refuse(40_037, random);
  return fan.following ? fan : refuse(43_004, random);
}

function give(
  world: World,
  call: AccountCall,
  fan: Fan,
  sent: Tree,
  event: "TEMPLATESENDJOBFINISH" | "subscribe_msg_sent_event",
): Answering {
  const { room, at } = call;
  const effect = meets(world, call, fan.openid);
  if (effect?.kind === "errcode") return refuse(effect.code, world.random);
  // Within what a double holds: it goes over the wire as a number.
  const msgid = Number(Buffer.from(world.random(6)).readUIntBE(0, 6));
  const template = textAt(sent, "template_id");
  const off = isTurnedOff(room, fan.openid, template);
  if (!off) world.books.show(room, fan.openid, { side: "account", via: "api", at, shows: cardOf(sent) });
  const id = textAt(sent, "client_msg_id");
  if (id !== "") room.clientIds = [...room.clientIds, { id, at, msgid }].slice(-CLIENT_IDS_MAX);
  world.timer(REPORT_AFTER_MS, () => {
    const failed = off ? ({ failed: "user block" } as const) : {};
    world.tell(room, fan.openid, { does: "job", event, msgid: String(msgid), template, ...failed });
  });
  const answer = ok({ errcode: 0, errmsg: "ok", msgid });
  return effect === undefined ? answer : { kind: "met", answer, effect };
}

/** How it stands in her thread. */
function cardOf(sent: Tree): Shown {
  const data = isTree(sent["data"]) ? sent["data"] : {};
  const [title = "", ...rest] = Object.values(data).map((field) => textAt(field, "value"));
  return { kind: "news", title, description: rest.join("\n"), pictureUrl: "", url: textAt(sent, "url") };
}

const CLIENT_IDS_MAX = 500;
