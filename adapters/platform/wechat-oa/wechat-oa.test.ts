import { describe, expect, it } from "@jest/globals";
import type { Content } from "seatbridge/kit";
import { fixtureCases, platformContract } from "seatbridge/kit/testing";

import { wechatOa } from "./index.ts";
import { at, call, driver, open, signed, token, xml } from "./testing.ts";

describe("wechat-oa, as every platform", () => {
  for (const { name, run } of platformContract(driver)) it(name, run);
});

describe("wechat-oa, as recorded", () => {
  const recorded = () => open({ originalId: "gh_7f083739789a" });
  for (const { name, run } of fixtureCases(new URL("fixtures/", import.meta.url), recorded)) it(name, run);
});

describe("wechat-oa URL verification", () => {
  const ask = (echostr: string | undefined, adapter = open()) => {
    const query = signed(String(at / 1_000), "1");
    if (echostr !== undefined) query.set("echostr", echostr);
    return adapter.receive({ method: "GET", query, body: new Uint8Array(), at });
  };

  it("gives the echo back verbatim, as plain text", () => {
    expect(ask("7031423409184376519")).toMatchObject({
      kind: "accepted",
      messages: [],
      reply: { status: 200, contentType: "text/plain; charset=utf-8", body: "7031423409184376519" },
    });
  });

  it("refuses a question without an echo", () => {
    expect(ask(undefined)).toMatchObject({ kind: "refused", status: 400, reason: "parameter_missing" });
  });

  it("lets the signature of an echo sign no message afterwards", () => {
    const adapter = open();
    ask("1", adapter);
    expect(adapter.receive(call(xml({ MsgType: "text", Content: "x", MsgId: "1" })))).toMatchObject({
      reason: "nonce_replayed",
    });
  });
});

describe("wechat-oa, plain mode", () => {
  const text = xml({ MsgType: "text", Content: "hi", MsgId: "1" });

  it("answers success where nothing is said", () => {
    expect(open().receive(call(text))).toMatchObject({ reply: { status: 200, body: "success" } });
  });

  it.each(["1795176000.0", "1e9", " 1795176000", "0x6B000000", "１７９５"])(
    "refuses the time stamp %j, though it is signed",
    (timestamp) => {
      const request = { ...call(text), query: signed(timestamp, "1") };
      expect(open().receive(request)).toMatchObject({ status: 403, reason: "timestamp_stale" });
    },
  );

  it("takes the window from the account", () => {
    const late = { ...call(text, at - 6_000), at };
    expect(open().receive(late).kind).toBe("accepted");
    expect(open({ timestampWindowMs: 5_000 }).receive(late)).toMatchObject({ reason: "timestamp_stale" });
  });

  it("refuses an encrypted message, and says why", () => {
    const request = call(text);
    request.query.set("encrypt_type", "aes");
    expect(open().receive(request)).toMatchObject({
      status: 400,
      reason: "encryption_unexpected",
      detail: "the account is connected in plain mode",
    });
  });

  it("refuses a body that is too large as such", () => {
    const large = xml({ MsgType: "text", MsgId: "1", Content: "x".repeat(256 * 1024) });
    expect(open().receive(call(large))).toMatchObject({ status: 413, reason: "body_too_large" });
  });

  it("refuses a message for another account", () => {
    expect(open({ originalId: "gh_2" }).receive(call(text))).toMatchObject({
      status: 403,
      reason: "receiver_wrong",
    });
    expect(open({ originalId: "gh_1" }).receive(call(text)).kind).toBe("accepted");
  });

  it.each(["ToUserName", "FromUserName", "CreateTime", "MsgType"])("refuses a body without %s", (name) => {
    const without = text.replace(new RegExp(`<${name}>.*?</${name}>`), "");
    expect(open().receive(call(without))).toMatchObject({
      reason: "body_malformed",
      detail: `${name} is missing`,
    });
  });

  it("refuses ids that no index could hold", () => {
    expect(open().receive(call(text.replace("fan-1", "f".repeat(129))))).toMatchObject({
      reason: "body_malformed",
    });
  });
});

describe("wechat-oa passive replies", () => {
  it("carry the time in whole seconds", () => {
    const reply = {
      to: "fan-1",
      from: "gh_1",
      at: 1_700_000_000_999,
      content: { kind: "text", text: "x" },
    } as const;
    expect(open().passive?.(reply, call(""))?.body).toContain("<CreateTime>1700000000</CreateTime>");
  });

  const article = { title: "t", description: "d", pictureUrl: "p", url: "u" };
  it.each<[string, Content]>([
    ["no article", { kind: "news", articles: [] }],
    ["two articles, of which one would be lost", { kind: "news", articles: [article, article] }],
    ["a picture without an id", { kind: "image", url: "https://p.example" }],
    ["a place", { kind: "location", latitude: 1, longitude: 1, label: "" }],
  ])("are not made of %s", (_, content) => {
    expect(open().passive?.({ to: "fan-1", from: "gh_1", at, content }, call(""))).toBeUndefined();
  });
});

describe("wechat-oa passive replies to a tap", () => {
  it("carry up to eight articles, and none where there are more", () => {
    const tap = call("<xml><MsgType><![CDATA[event]]></MsgType><Event>CLICK</Event></xml>");
    const reply = (count: number) => {
      const article = { title: "t", description: "d", pictureUrl: "p", url: "u" };
      const content: Content = { kind: "news", articles: Array.from({ length: count }, () => article) };
      return open().passive?.({ to: "fan-1", from: "gh_1", at, content }, tap)?.body;
    };
    expect(reply(8)).toContain("<ArticleCount>8</ArticleCount>");
    expect(reply(9)).toBeUndefined();
  });
});

describe("wechat-oa configuration", () => {
  it.each([{ token: "ab" }, { token: "a b c" }, { token, originalId: "yuhe" }, { token, tokens: "x" }, {}])(
    "refuses %j and names the field",
    (config) => {
      expect(() => wechatOa.create(config)).toThrow(
        expect.objectContaining({ code: "account_config_invalid" }),
      );
    },
  );
});
