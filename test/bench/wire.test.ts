import { describe, expect, it } from "@jest/globals";

import { wechatOa } from "../../adapters/platform/wechat-oa/index.ts";
import { weibo } from "../../adapters/platform/weibo/index.ts";
import { isRightAnswer } from "../../bench/generator/answer.ts";
import { createTraffic, type TrafficPlan } from "../../bench/traffic/traffic.ts";
import { type Door, wireOf } from "../../bench/wire/wire.ts";
import type { InboundMessage } from "../../src/core/channel/message.ts";

const at = Date.UTC(2026, 10, 26, 8);
const questions = ["几时发货", '她说"好"\\, 100% & <b>'];
const seal = { appId: "wx0123456789abcdef", encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C" };
const secrets = { token: "0123456789abcdef", appSecret: "fedcba9876543210" };
const wechatDoor = {
  platform: "wechat",
  path: "/webhooks/a",
  token: secrets.token,
  originalId: "gh_0",
} as const;

const sides = {
  WeChat: { door: wechatDoor, adapter: wechatOa.create({ token: secrets.token, originalId: "gh_0" }) },
  "WeChat in safe mode": {
    door: { ...wechatDoor, seal },
    adapter: wechatOa.create({ token: secrets.token, originalId: "gh_0", mode: "safe", ...seal }),
  },
  Weibo: {
    door: { platform: "weibo", path: "/webhooks/b", appSecret: secrets.appSecret, uid: "9007199254740993" },
    adapter: weibo.create({ appSecret: secrets.appSecret, uid: "9007199254740993" }),
  },
} as const;

const planOf = (door: Door): TrafficPlan => ({
  door,
  questions,
  // So few that they would say the same within one second again and again.
  knownFans: 50,
  redelivered: 0.1,
  questionOrder: "random",
  run: "00000001",
  stream: 900,
  startAt: at / 1_000,
  perSecond: 1_000_000_000,
});

/** A request's bytes as the server's HTTP parser gives them on. */
function callOf(bytes: Buffer) {
  const end = bytes.indexOf("\r\n\r\n");
  const head = bytes.toString("latin1", 0, end);
  const body = bytes.subarray(end + 4);
  expect(head).toContain(`Content-Length: ${body.length}\r\n`.trimEnd());
  return { method: "POST", query: new URLSearchParams(/\?(\S+)/.exec(head)?.[1]), body, at } as const;
}

describe.each(Object.entries(sides))("the bench as %s", (_, { door, adapter }) => {
  const wire = wireOf(door);

  function* received(count: number) {
    const traffic = createTraffic(planOf(door), wire);
    traffic.prepare(count);
    for (let n = 0; n < count; n += 1) {
      const request = callOf(Buffer.from(traffic.bytes(n)));
      const receipt = adapter.receive(request);
      if (receipt.kind !== "accepted") throw new Error(`${n} was refused: ${JSON.stringify(receipt)}`);
      const [message] = receipt.messages as readonly [InboundMessage];
      yield { n, traffic, request, message };
    }
  }

  it("writes what the adapter takes: the fan's question, and no message twice but redeliveries", () => {
    const keys = new Map<string, number>();
    let redelivered = 0;
    for (const { n, traffic, message } of received(3_000)) {
      expect(message.sender).toBe(traffic.fanOf(n).toString());
      expect(message.content).toEqual({ kind: "text", text: questions[traffic.questionOf(n)] });
      const key = message.keyParts.join("\n");
      if (traffic.firstOf(n) < 0) expect(keys.has(key)).toBe(false);
      else expect([keys.get(key), (redelivered += 1)]).toEqual([traffic.firstOf(n), redelivered]);
      if (traffic.firstOf(n) < 0) keys.set(key, n);
    }
    expect(redelivered).toBeGreaterThan(100);
  });

  it("takes for right the adapter's reply with these words to this fan, and no other", () => {
    const [one] = received(1);
    if (one === undefined) throw new Error("nothing was received");
    const { message, request, traffic } = one;
    const said = '48 小时内发货，"急" & 100%\n<谢谢>';
    const content = { kind: "text", text: said } as const;
    const reply = adapter.passive?.({ to: message.sender, from: message.receiver, at, content }, request);
    const body = wire.clear(Buffer.from(reply?.body ?? ""));
    const words = (text: string) => Buffer.from(wire.written(text));
    expect(isRightAnswer(wire, body, traffic.fanOf(0), words(said))).toBe(true);
    expect(isRightAnswer(wire, body, traffic.fanOf(0), words(said.slice(0, -1)))).toBe(false);
    expect(isRightAnswer(wire, body, traffic.fanOf(0), words(`${said}。`.repeat(100)))).toBe(false);
    expect(isRightAnswer(wire, body, Buffer.from("somebody"), words(said))).toBe(false);
    expect(isRightAnswer(wire, Buffer.alloc(0), traffic.fanOf(0), words(said))).toBe(false);
  });
});
