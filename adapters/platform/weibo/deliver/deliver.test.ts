import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import nock from "nock";
import { HOUR, MINUTE, SECOND } from "seatbridge/kit";
import {
  memoryTokens,
  memoryUploads,
  openStandIn,
  type PlatformAnswer,
  sendingContract,
  type SendingDriver,
} from "seatbridge/kit/testing";

import { weibo } from "../index.ts";
import { verdictOf } from "./verdicts.ts";

// It would take every call of this file's to pieces; only its own test wants that.
nock.restore();

const config = { appSecret: "0123456789abcdef", accessToken: "2.00aBcDeFgHiJkLm" };
const article = {
  title: "退货",
  description: "七天",
  pictureUrl: "https://p.example/1",
  url: "https://u.example",
};

const refused = (error_code: number | string, status = 400): PlatformAnswer => ({
  status,
  body: JSON.stringify({ request: "/2/messages/reply.json", error_code, error: "refused" }),
});

const driver: SendingDriver = {
  open: (base, sending) => weibo.create({ ...config, apiBase: base }, sending),
  purposeOf({ method, path }) {
    if (method === "POST" && path === "/2/messages/reply.json") return "send";
    throw new Error(`${method} ${path} is nothing that the platform knows`);
  },
  accepted: { status: 200, body: '{"result":true,"receiver_id":2489518277}' },
  tokenRefused: refused(21_327, 403),
  written: encodeURIComponent,
  readSend({ body, headers }) {
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    const form = new URLSearchParams(body.toString());
    return {
      to: form.get("receiver_id") ?? "",
      token: form.get("access_token") ?? "",
      texts: leaves(JSON.parse(form.get("data") ?? "")),
    };
  },
  samples: [
    {
      content: { kind: "location", latitude: 39.98, longitude: 116.3, label: "" },
      texts: ["39.98", "116.3"],
    },
    { content: { kind: "news", articles: [article, article] }, texts: Object.values(article) },
  ],
  unsendable: [
    { kind: "text", text: "" },
    { kind: "text", text: "\u0000" },
    { kind: "text", text: "长".repeat(300) },
    { kind: "image", blobId: "blob-1" },
    { kind: "news", articles: [] },
    { kind: "news", articles: Array.from({ length: 9 }, () => article) },
    { kind: "handover" },
  ],
  refusals: [
    {
      name: "the platform is busy",
      answer: refused(10_009),
      delivery: { code: "10009", next: "retry", afterMs: 2 * SECOND },
    },
    {
      name: "it is too fast",
      answer: refused("20016"),
      delivery: { code: "20016", next: "retry", afterMs: MINUTE },
    },
    { name: "the hour's calls are used up", answer: refused(10_023, 403), delivery: { next: "park" } },
    {
      name: "the authorisation was withdrawn",
      answer: refused("21316", 403),
      delivery: { code: "21316", next: "park", afterMs: MINUTE },
    },
    { name: "the text is too long", answer: refused(20_012), delivery: { code: "20012", next: "give_up" } },
    { name: "the code is new", answer: refused(29_999), delivery: { code: "29999", next: "give_up" } },
    {
      name: "it says no without a code",
      answer: { status: 200, body: '{"result":false}' },
      delivery: { code: "result_false", next: "give_up" },
    },
    {
      name: "a gateway refuses",
      answer: { status: 403, body: "<html>" },
      delivery: { code: "refused_on_the_way", next: "give_up", detail: "http_403" },
    },
    {
      name: "a gateway wants it slower",
      answer: { status: 429, body: "" },
      delivery: { code: "too_many_requests", next: "retry" },
    },
  ],
};

function leaves(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leaves) : [];
}

describe("weibo sends, as every platform", () => {
  for (const { name, run } of sendingContract(driver)) it(name, run);
});

describe("weibo's interface", () => {
  beforeEach(() => nock.activate());
  afterEach(() => {
    nock.cleanAll();
    nock.restore();
  });

  const deliver = (other: object, text: string) => {
    const sending = {
      fetch,
      clock: () => 0,
      wait: () => Promise.resolve(),
      tokens: memoryTokens(() => 0),
      blobOf: () => Promise.resolve(undefined),
      uploads: memoryUploads(),
    };
    const { deliver: send } = weibo.create({ ...config, ...other }, sending);
    const message = { to: "9223372036854775807", at: 0, content: { kind: "text", text } } as const;
    return send?.(message, new AbortController().signal);
  };

  it.each([
    [{}, "1"],
    [{ saveSent: false }, "0"],
  ])("gets these very bytes, over https (%j)", async (other, saved) => {
    const sent =
      "access_token=2.00aBcDeFgHiJkLm&type=text" +
      "&data=%7B%22text%22%3A%22%E4%B8%AD%E6%96%87%20a%2Bb%26c%3D%25%22%7D" +
      `&receiver_id=9223372036854775807&save_sender_box=${saved}`;
    const call = nock("https://m.api.weibo.com")
      .post("/2/messages/reply.json", (body) => new URLSearchParams(body).size === 5)
      .matchHeader("content-type", "application/x-www-form-urlencoded")
      .matchHeader("content-length", String(sent.length))
      .reply(200, function answer(_, body) {
        bytes = body as string;
        return { result: true };
      });
    let bytes = "";
    expect(await deliver(other, "中文 a+b&c=%")).toEqual({ kind: "accepted" });
    expect(bytes).toBe(sent);
    expect(call.isDone()).toBe(true);
  });

  it.each(["10017 of 2.00aBcDeFgHiJkLm", {}, true])(
    "proves nothing by the code %j, and repeats nothing of it",
    async (error_code) => {
      nock("https://m.api.weibo.com").post("/2/messages/reply.json").reply(200, { result: true, error_code });
      const delivery = await deliver({}, "x");
      expect(delivery).toEqual({ kind: "unknown", reason: "answer_unreadable", detail: "http_200" });
    },
  );
});

describe("weibo without access", () => {
  it("to its interface cannot send", async () => {
    const platform = await openStandIn({
      ...driver,
      open: (_, sending) => weibo.create({ appSecret: config.appSecret }, sending),
    });
    await platform.close();
    expect(platform.adapter.deliver).toBeUndefined();
  });
});

describe("weibo's codes", () => {
  it.each([
    ["20032", { kind: "accepted" }],
    ["10010", { kind: "unknown", reason: "platform_timed_out", detail: "10010" }],
    ["20502", { kind: "rejected", code: "20502", next: "park", afterMs: MINUTE }],
    ["constructor", { kind: "rejected", code: "constructor", next: "give_up" }],
  ])("mean what the page says: %s", (code, delivery) => {
    expect(verdictOf(code, 0)).toEqual(delivery);
  });

  it.each([
    ["2026-11-20T12:00:00Z", HOUR],
    ["2026-11-20T12:59:59Z", SECOND],
  ])("of an hour's quota let nothing out before the next hour, from %s", (moment, afterMs) => {
    expect(verdictOf("10022", Date.parse(moment))).toEqual({
      kind: "rejected",
      code: "10022",
      next: "park",
      afterMs,
    });
  });
});
