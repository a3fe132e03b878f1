import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

import { isRightAnswer } from "../generator/answer.ts";
import type { Target } from "../targets/target.ts";
import { openidLength, requestHead, type WechatDoor } from "../wire/wechat.ts";
import { wireOf } from "../wire/wire.ts";

/** Fans who ask one node the same, one after the other; each is new, as nobody is told the same twice. */
export type Fans = {
  /** Asks until the node says this; returns when it did (ms since 1970). Throws where it says neither this nor `before`. */
  readonly until: (question: string, text: string, before?: string) => Promise<number>;
  readonly close: () => void;
};

const EVERY_MS = 100;
/** On a busy machine two nodes learn 10,000 phrasings, one after the other, for minutes; longer is a fault. */
const PATIENCE_MS = 300_000;

/** `node` tells the fans of one door from those of another. */
export function createFans({ port }: Target, door: WechatDoor, node: number): Fans {
  const agent = new Agent({ keepAlive: true });
  const wire = wireOf(door);
  const run = `${node}${Date.now()}`;
  let asked = 0;

  async function ask(question: string): Promise<{ readonly fan: Buffer; readonly reply: Buffer }> {
    const nonce = `${run}${String((asked += 1)).padStart(5, "0")}`;
    const fan = `oPub${nonce.padStart(openidLength - 4, "0")}`;
    const at = Math.floor(Date.now() / 1_000);
    const body = wire.body({ fan, id: nonce, text: question, at });
    const path = requestHead(door, { fan, nonce, at, body }).split(" ")[1] ?? "";
    return { fan: Buffer.from(fan), reply: await post(path, body) };
  }

  function post(path: string, body: Buffer): Promise<Buffer> {
    const headers = { "content-type": "text/xml", "content-length": body.length };
    return new Promise((resolve, reject) => {
      const call = request({ port, host: "127.0.0.1", method: "POST", path, headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("end", () => resolve(Buffer.concat(chunks)));
        response.once("error", reject);
      });
      call.once("error", reject);
      call.end(body);
    });
  }

  return {
    async until(question, text, before) {
      const endsAt = performance.now() + PATIENCE_MS;
      for (;;) {
        const nextAt = performance.now() + EVERY_MS;
        const { fan, reply } = await ask(question);
        const says = (words: string) => isRightAnswer(wire, reply, fan, Buffer.from(words));
        if (says(text)) return Date.now();
        if (before !== undefined && !says(before))
          throw new Error(`A fan was answered: ${reply.toString() || "nothing"}`);
        if (performance.now() > endsAt) throw new Error(`In five minutes nobody was answered: ${text}`);
        await delay(Math.max(0, nextAt - performance.now()));
      }
    },
    close: () => agent.destroy(),
  };
}
