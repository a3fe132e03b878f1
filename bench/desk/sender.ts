import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { requestHead, textXml, type WechatDoor } from "../wire/wechat.ts";
import { deskFan } from "./floor.ts";
import type { Tracker } from "./listener.ts";

const connectionsMax = 32;

export type Load = {
  readonly port: number;
  readonly door: WechatDoor;
  readonly agents: number;
  readonly contacts: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly random: () => number;
  /** Makes message ids and nonces that no other round has. */
  readonly run: string;
};

/** Fans write when a Poisson process says so, whatever the server does. Returns how many did not get a 200. */
export async function sendFor(load: Load, tracker: Tracker): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsMax });
  const endsAt = performance.now() + load.seconds * 1_000;
  const answers: Promise<boolean>[] = [];
  let dueAt = performance.now();
  for (let n = 0; ; n += 1) {
    dueAt += (-Math.log(1 - load.random()) / load.perSecond) * 1_000;
    if (dueAt > endsAt) break;
    const pause = dueAt - performance.now();
    if (pause > 0) await delay(pause);
    const fan = Math.floor(load.random() * load.agents * load.contacts);
    answers.push(post(load, agent, fan, tracker.sent(Math.floor(fan / load.contacts)), n));
  }
  const answered = await Promise.all(answers);
  agent.destroy();
  return answered.filter((right) => !right).length;
}

function post(
  { port, door, run }: Load,
  agent: Agent,
  fan: number,
  text: string,
  n: number,
): Promise<boolean> {
  const at = Math.floor(Date.now() / 1_000);
  const body = Buffer.from(textXml(door, { fan: deskFan(fan), id: `${run}${n}`, text, at }));
  const head = requestHead(door, { fan: deskFan(fan), nonce: `${run}${n}`, at, body });
  const path = head.split(" ")[1] ?? "";
  const headers = { "content-type": "text/xml", "content-length": body.length };
  return new Promise((resolve) => {
    const call = request({ port, host: "127.0.0.1", method: "POST", path, headers, agent }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode === 200));
    });
    call.once("error", () => resolve(false));
    call.end(body);
  });
}
