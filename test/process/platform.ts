import { readPassiveReply } from "../../emulator/wechat/index.ts";
import { callOf, knock } from "../support/knock.ts";
import type { Random } from "../support/random.ts";
import type { Server } from "../support/server.ts";
import type { Delivery, Told } from "../../scripts/faults/witness/told.ts";

/** The platform delivers a message so often in all (protocols §1.7). */
const deliveriesMax = 3;
/** After so much silence it hangs up. */
const answerMsMax = 5_000;

/** What fans write: topics, near misses, courtesies, wishes, in the shop's words. */
const phrases = [
  "几时发货",
  "保修多久",
  "怎么开发票",
  "我要退货",
  "在吗",
  "谢谢",
  "今天天气真好啊适合出门",
  "怎么清洗",
  "1",
] as const;

let lastId = Date.now() * 1_000;

export type Fan = { readonly name: string; readonly texts: readonly string[] };

export function createFans(prefix: string, count: number, texts: number, random: Random): readonly Fan[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${prefix}${index}`,
    texts: Array.from({ length: texts }, () => random.pick(phrases)),
  }));
}

/** A message before its first delivery. */
export const tell = (fan: string, order: number, text: string): Told => ({
  fan,
  order,
  text,
  messageId: String((lastId += 1)),
  deliveries: [],
});

/** Delivers once, as the platform does. */
export async function deliver(server: Server, told: Told): Promise<Delivery> {
  const { fan: from, messageId, text } = told;
  const call = callOf(server, { from, messageId, action: { does: "write", text } });
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), answerMsMax);
  });
  const answer = await Promise.race([knock(server, call).catch(() => undefined), silence]);
  clearTimeout(timer);
  if (answer === undefined) return { kind: "broken" };
  const { status, body } = answer;
  if (status >= 500) return { kind: "try_again", status };
  return { kind: "acknowledged", seen: await readPassiveReply(status, body, server.account) };
}

/** Delivers until it is acknowledged, three times at most, each time to whoever then stands at the door. */
export async function deliverThrough(
  doors: (broken: Server | undefined) => Promise<Server>,
  told: Told,
): Promise<Told> {
  const deliveries: Delivery[] = [];
  let broken: Server | undefined;
  while (deliveries.length < deliveriesMax && deliveries.at(-1)?.kind !== "acknowledged") {
    const server = await doors(broken);
    const delivery = await deliver(server, told);
    deliveries.push(delivery);
    broken = delivery.kind === "broken" ? server : undefined;
  }
  return { ...told, deliveries };
}

/** One message after the other, as somebody writes who waits for each answer. */
export async function writeInTurn(
  fan: Fan,
  send: (told: Told) => Promise<Told>,
  first = 0,
): Promise<readonly Told[]> {
  const history: Told[] = [];
  for (const [index, text] of fan.texts.entries())
    history.push(await send(tell(fan.name, first + index, text)));
  return history;
}
