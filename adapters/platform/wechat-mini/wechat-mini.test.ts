import { describe, expect, it } from "@jest/globals";
import type { Content, InboundMessage } from "seatbridge/kit";
import { fixtureCases, platformContract, type PlatformDriver } from "seatbridge/kit/testing";

import { wechatMini } from "./index.ts";
import {
  appId,
  at,
  call,
  callWith,
  decrypted,
  encodingAesKey,
  encrypted,
  json,
  jsonDriver,
  open,
  safe,
  signed,
  token,
  xml,
  xmlDriver,
} from "./testing.ts";

const sealed = (text: string): string => JSON.stringify({ ToUserName: "gh_1", Encrypt: text });

const safeJsonDriver: PlatformDriver = {
  ...jsonDriver,
  open: () => open(safe),
  call: (body, moment, nonce) => {
    const text = encrypted(body);
    return callWith(text, { moment, nonce, body: sealed(text) });
  },
  signedParameters: [...jsonDriver.signedParameters, "msg_signature"],
  refusedWith: 403,
  readPassive: (body) => jsonDriver.readPassive?.(decrypted(body)) ?? Promise.reject(new Error("no reader")),
};
const safeXmlDriver: PlatformDriver = {
  ...xmlDriver,
  open: () => open({ ...safe, format: "xml" }),
  call: (body, moment, nonce) => callWith(encrypted(body), { moment, nonce }),
  signedParameters: [...xmlDriver.signedParameters, "msg_signature"],
  refusedWith: 403,
  readPassive: (body) => xmlDriver.readPassive?.(decrypted(body)) ?? Promise.reject(new Error("no reader")),
};

describe.each([
  ["JSON", jsonDriver],
  ["XML", xmlDriver],
  ["JSON in safe mode", safeJsonDriver],
  ["XML in safe mode", safeXmlDriver],
])("wechat-mini with %s, as every platform", (_, driver) => {
  for (const { name, run } of platformContract(driver)) it(name, run);
});

describe("wechat-mini, as recorded", () => {
  const recorded = () => open({ originalId: "gh_7f083739789a" });
  for (const { name, run } of fixtureCases(new URL("fixtures/", import.meta.url), recorded)) it(name, run);
});

function message(body: string, config: object = {}): InboundMessage | undefined {
  const receipt = open(config).receive(call(body));
  return receipt.kind === "accepted" ? receipt.messages[0] : undefined;
}
const contentOf = (fields: object): Content | undefined => message(json(fields))?.content;

describe("wechat-mini messages", () => {
  it("are the same in JSON and in XML", () => {
    const fields = [
      { MsgType: "text", Content: "x", MsgId: "6054768590064713728" },
      { MsgType: "image", PicUrl: "https://p.example/1", MediaId: "m", MsgId: "1" },
      { MsgType: "miniprogrampage", Title: "订单", AppId: appId, PagePath: "pages/order?id=1", MsgId: "2" },
    ];
    for (const one of fields) {
      expect(message(xml(one), { format: "xml" })).toEqual(message(json(one)));
    }
  });

  it("carry the page that the fan means", () => {
    const page = { MsgType: "miniprogrampage", MsgId: "1", Title: "t", AppId: appId, PagePath: "p" };
    expect(contentOf({ ...page, ThumbUrl: "https://p.example", ThumbMediaId: "m" })).toEqual({
      kind: "mini_program",
      title: "t",
      appId,
      path: "p",
      thumbnailId: "m",
      thumbnailUrl: "https://p.example",
    });
    expect(contentOf({ ...page, ThumbUrl: "", ThumbMediaId: "" })).not.toHaveProperty("thumbnailUrl");
    expect(contentOf({ MsgType: "miniprogrampage", MsgId: "1", Title: "t" })).toMatchObject({
      kind: "unknown",
      text: "Title: t",
    });
  });

  it("tell where the fan came in", () => {
    const entry = { MsgType: "event", Event: "user_enter_tempsession" };
    expect(contentOf({ ...entry, SessionFrom: "order-9" })).toEqual({
      kind: "event",
      event: { name: "entered", from: "order-9" },
    });
    expect(contentOf({ ...entry, SessionFrom: "" })).toEqual({ kind: "event", event: { name: "entered" } });
  });

  const answers = [{ TemplateId: "t", SubscribeStatusString: "accept", PopupScene: "0" }];
  it.each([
    ["subscribe_msg_popup_event", answers, { name: "subscription_answered" }],
    ["subscribe_msg_change_event", answers, { name: "subscription_answered" }],
    [
      "subscribe_msg_sent_event",
      [{ TemplateId: "t", MsgID: "1864323726461255680", ErrorCode: "0" }],
      { items: [{ templateId: "t", externalId: "1864323726461255680", succeeded: true }] },
    ],
  ])("read the list of %s where JSON has it", (Event, List, event) => {
    expect(contentOf({ MsgType: "event", Event, List })).toMatchObject({ kind: "event", event });
    expect(contentOf({ MsgType: "event", Event, List: [] })).toMatchObject({ kind: "unknown" });
  });

  it("make no fan of the platform that has checked a content", () => {
    const check = { MsgType: "event", Event: "wxa_media_check", trace_id: "7" };
    expect(message(json({ ...check, version: 2, result: { suggest: "risky", label: 20002 } }))).toMatchObject(
      {
        origin: "platform",
        content: { event: { name: "content_checked", traceId: "7", verdict: "risky", label: "20002" } },
      },
    );
    expect(contentOf({ ...check, isrisky: 1 })).toMatchObject({ event: { verdict: "risky", label: "" } });
  });

  it("are read again as they came, whatever format the account has by now", () => {
    const fields = { MsgType: "text", Content: "x", MsgId: "1" };
    for (const raw of [json(fields), xml(fields)]) {
      for (const format of ["json", "xml"]) {
        expect(open({ format }).reread(raw, at)).toMatchObject([{ content: { text: "x" } }]);
      }
    }
  });
});

describe("wechat-mini in compatible mode", () => {
  it("reads what is encrypted, and nothing beside it", () => {
    const inner = json({ MsgType: "text", Content: "real", MsgId: "1" });
    const text = encrypted(inner);
    const beside = json({ MsgType: "text", Content: "forged", MsgId: "1", Encrypt: text });
    const receipt = open({ ...safe, mode: "compatible" }).receive(callWith(text, { body: beside }));
    expect(receipt).toMatchObject({
      kind: "accepted",
      raw: inner,
      messages: [{ content: { text: "real" } }],
    });
  });

  it("answers what came in clear in clear", () => {
    const adapter = open({ ...safe, mode: "compatible" });
    const reply = { to: "fan-1", from: "gh_1", at, content: { kind: "handover" } } as const;
    expect(adapter.passive?.(reply, call("{}"))).toMatchObject({
      contentType: "application/json; charset=utf-8",
      body: `{"ToUserName":"fan-1","FromUserName":"gh_1","CreateTime":${at / 1_000},"MsgType":"transfer_customer_service"}`,
    });
  });
});

describe("wechat-mini URL verification", () => {
  it("gives the echo back verbatim, in plain text", () => {
    const query = signed(String(at / 1_000), "1");
    query.set("echostr", "7031423409184376519");
    const receipt = open(safe).receive({ method: "GET", query, body: new Uint8Array(), at });
    expect(receipt).toMatchObject({ reply: { status: 200, body: "7031423409184376519" } });
  });
});

describe("wechat-mini configuration", () => {
  it.each([
    { format: "yaml" },
    { typingPath: "/cgi-bin/message/custom/send" },
    { mode: "safe", encodingAesKey },
    { mode: "safe", appId },
  ])("refuses %j and names the field", (config) => {
    expect(() => wechatMini.create({ token, ...config })).toThrow(
      expect.objectContaining({ code: "account_config_invalid" }),
    );
  });
});
