import { describe, expect, it } from "@jest/globals";
import type { Content } from "seatbridge/kit";
import { fixtureCases, hostileJson, platformContract, type PlatformDriver } from "seatbridge/kit/testing";

import { weibo } from "./index.ts";
import { appSecret, at, call, open, push, signed } from "./testing.ts";

const article = (n: number) => ({
  title: `退货 & 换货 ${n}`,
  description: "七天",
  pictureUrl: `https://p.example/${n}`,
  url: `https://u.example/?a=1&b=${n}`,
});

const driver: PlatformDriver = {
  open: () => open(),
  call,
  signedParameters: ["signature", "timestamp", "nonce"],
  identified: false,
  textBody: ({ sender, text }) => Buffer.from(push({ sender, text })),
  eventsOfOneSecond: [
    Buffer.from(push({ type: "event", data: { subtype: "click", key: "order" } })),
    Buffer.from(push({ type: "event", data: { subtype: "click", key: "refund" } })),
  ],
  unknownKind: {
    body: Buffer.from(push({ type: "hologram", data: { depth: [{ layer: "远处的光" }, 2] } })),
    words: "远处的光",
  },
  hostileBodies: hostileJson(push(), ["type", "receiver_id", "sender_id", "created_at", "text"]),
  readPassive: async (body) => {
    const { receiver_id: to, sender_id: from, data, ...rest } = JSON.parse(body);
    expect(rest).toEqual({ result: true, type: expect.stringMatching(/^(text|position|articles)$/) });
    expect(data).toMatch(/^[A-Za-z0-9%!'()*._~-]*$/);
    return { to: String(to), from: String(from), texts: leaves(JSON.parse(decodeURIComponent(data))) };
  },
  passiveSamples: [
    {
      content: { kind: "location", latitude: 39.982525, longitude: 116.308586, label: "" },
      texts: ["39.982525", "116.308586"],
    },
    {
      content: { kind: "news", articles: [1, 2, 3, 4, 5, 6, 7, 8].map(article) },
      texts: [...Object.values(article(1)), ...Object.values(article(8))],
    },
  ],
};

function leaves(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leaves) : [];
}

describe("weibo, as every platform", () => {
  for (const { name, run } of platformContract(driver)) it(name, run);
});

describe("weibo, as recorded", () => {
  const recorded = () => open({ uid: "1902538057" });
  for (const { name, run } of fixtureCases(new URL("fixtures/", import.meta.url), recorded)) it(name, run);
});

describe("weibo URL verification", () => {
  const ask = (echostr: string | undefined, adapter = open()) => {
    const query = signed(String(at), "1");
    if (echostr !== undefined) query.set("echostr", echostr);
    return adapter.receive({ method: "GET", query, body: new Uint8Array(), at });
  };

  it("gives the echo back verbatim, as plain text", () => {
    expect(ask("dnPdpTZz85")).toMatchObject({
      kind: "accepted",
      messages: [],
      reply: { status: 200, contentType: "text/plain; charset=utf-8", body: "dnPdpTZz85" },
    });
  });

  it("refuses a question without an echo", () => {
    expect(ask(undefined)).toMatchObject({ kind: "refused", status: 400, reason: "parameter_missing" });
  });

  it("lets the signature of an echo sign no message afterwards", () => {
    const adapter = open();
    ask("1", adapter);
    expect(adapter.receive(call(push()))).toMatchObject({ reason: "nonce_replayed" });
  });
});

describe("weibo pushes", () => {
  it("are answered by an empty body where nothing is said", () => {
    expect(open().receive(call(push()))).toMatchObject({ reply: { status: 200, body: "" } });
  });

  it.each([String(at), String(at / 1_000), String(at - 299_999)])("take the time stamp %s", (timestamp) => {
    expect(open().receive({ ...call(push()), query: signed(timestamp, "1") }).kind).toBe("accepted");
  });

  it.each([
    String(at - 300_001),
    String(at + 300_001),
    `${at}.0`,
    "1.8e12",
    ` ${at}`,
    `0${at}`,
    "１７９５１７６０００",
  ])("refuse the time stamp %j, though it is signed", (timestamp) => {
    expect(open().receive({ ...call(push()), query: signed(timestamp, "1") })).toMatchObject({
      status: 403,
      reason: "timestamp_stale",
    });
  });

  it("are refused where they are for another account", () => {
    expect(open({ uid: "1" }).receive(call(push()))).toMatchObject({ status: 403, reason: "receiver_wrong" });
    expect(open({ uid: "1902538057" }).receive(call(push())).kind).toBe("accepted");
  });

  it.each(["type", "receiver_id", "sender_id", "created_at"])(
    "are refused without %s, or a blank one",
    (name) => {
      const whole = JSON.parse(push());
      for (const value of [undefined, null, "", " \n", {}, true]) {
        expect(open().receive(call(JSON.stringify({ ...whole, [name]: value })))).toMatchObject({
          status: 400,
          reason: "body_malformed",
        });
      }
    },
  );

  it.each([1.5, 1e300, -1, "f".repeat(129)])("are refused with the sender %j", (sender_id) => {
    const body = JSON.stringify({ ...JSON.parse(push()), sender_id });
    expect(open().receive(call(body))).toMatchObject({ reason: "body_malformed" });
  });

  it("too large are refused as such", () => {
    const large = push({ text: "x".repeat(256 * 1024) });
    expect(open().receive(call(large))).toMatchObject({ status: 413, reason: "body_too_large" });
  });
});

describe("weibo passive replies", () => {
  const write = (content: Content, to = "2489518277", from = "1902538057") =>
    open().passive?.({ to, from, at, content }, call(""))?.body;

  it("are the page's own bytes", () => {
    expect(write({ kind: "text", text: "中文消息" })).toBe(
      '{"result":true,"sender_id":1902538057,"receiver_id":2489518277,"type":"text",' +
        '"data":"%7B%22text%22%3A%22%E4%B8%AD%E6%96%87%E6%B6%88%E6%81%AF%22%7D"}',
    );
  });

  it("carry ids that no double holds", () => {
    const body = write({ kind: "text", text: "x" }, "9223372036854775807", "9007199254740993");
    expect(body).toContain('"sender_id":9007199254740993,"receiver_id":9223372036854775807,');
  });

  it("hold fewer than 300 characters", () => {
    expect(write({ kind: "text", text: "长".repeat(299) })).toBeDefined();
    expect(write({ kind: "text", text: "长".repeat(300) })).toBeUndefined();
    expect(write({ kind: "text", text: "x".repeat(300) })).toBeUndefined();
  });

  it.each<[string, Content]>([
    ["no article", { kind: "news", articles: [] }],
    ["nine articles", { kind: "news", articles: Array.from({ length: 9 }, (_, n) => article(n)) }],
    ["a picture", { kind: "image", mediaId: "821804469" }],
    ["a hand-over", { kind: "handover" }],
  ])("are not made of %s", (_, content) => {
    expect(write(content)).toBeUndefined();
  });
});

describe("a push of a mention", () => {
  const mention = Buffer.from(
    push({ type: "mention", text: "@小炉", data: { subtype: "status", key: "51" } }),
  );
  const originOf = (settings: object) => {
    const receipt = open(settings).receive(call(mention, at, "1"));
    return receipt.kind === "accepted" ? receipt.messages[0]?.origin : receipt.kind;
  };

  it("is no word of hers to an account that looks for mentions itself, and the only one to an account that cannot", () => {
    expect(originOf({ accessToken: "token-12345678", uid: "1902538057" })).toBe("platform");
    expect(originOf({})).toBe("fan");
  });
});

describe("weibo configuration", () => {
  it.each([
    {},
    { appSecret: "a b" },
    { appSecret, uid: "@yuhe" },
    { appSecret, accessToken: "" },
    { appSecret, token: "x" },
    { appSecret, apiBase: "http://api.example" },
    { appSecret, apiBase: "http://127.0.0.1.example" },
  ])("refuses %j and names the field", (config) => {
    expect(() => weibo.create(config)).toThrow(expect.objectContaining({ code: "account_config_invalid" }));
  });
});
