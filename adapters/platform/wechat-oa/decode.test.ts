import { describe, expect, it } from "@jest/globals";
import type { Content, InboundMessage } from "seatbridge/kit";

import { at, call, open, xml, type Fields } from "./testing.ts";

function message(fields: Fields): InboundMessage | undefined {
  const receipt = open().receive(call(xml(fields)));
  return receipt.kind === "accepted" ? receipt.messages[0] : undefined;
}

function contentOf(fields: Fields): Content | undefined {
  return message(fields)?.content;
}

describe("wechat-oa messages", () => {
  it("counts as written on arrival where the time is no number", () => {
    expect(message({ MsgType: "text", Content: "x", MsgId: "1", CreateTime: "{1}" })?.sentAt).toBe(at);
  });

  it("trims ids and never words", () => {
    const padded = message({ MsgType: "text", Content: " x ", MsgId: " 1 ", FromUserName: "\nfan-1\n" });
    expect(padded).toMatchObject({ sender: "fan-1", keyParts: ["fan-1", "1"], content: { text: " x " } });
  });

  it("tells messages without an id apart by their bodies", () => {
    const [first, second] = ["x", "y"].map((Content) => message({ MsgType: "text", Content }));
    expect(first?.keyParts).toHaveLength(5);
    expect(first?.keyParts).not.toEqual(second?.keyParts);
  });

  it("finds fields in other letter case", () => {
    expect(message({ MsgType: "text", content: "x", MsgID: "1" })).toMatchObject({
      keyParts: ["fan-1", "1"],
      content: { text: "x" },
    });
  });

  it.each([
    [{ MsgType: "voice", MsgId: "1", Format: "amr" }],
    [{ MsgType: "location", MsgId: "1", Location_X: "north", Location_Y: "1" }],
    [{ MsgType: "location", MsgId: "1", Location_X: "1e5", Location_Y: "1" }],
    [{ MsgType: "link", MsgId: "1", Title: "t" }],
    [{ MsgType: "event", Event: "CLICK", EventKey: "" }],
    [{ MsgType: "event", Event: "scancode_push", EventKey: "k" }],
  ])("shows a person what lacks its content: %j", (fields) => {
    expect(contentOf(fields)).toMatchObject({ kind: "unknown" });
  });
});

describe("wechat-oa events", () => {
  it.each(["SCAN", "scan", "Scan"])("reads %s in any letter case", (Event) => {
    expect(contentOf({ MsgType: "event", Event, EventKey: "9" })).toEqual({
      kind: "event",
      event: { name: "scanned", scene: "9" },
    });
  });

  it.each([
    ["qrscene_12", "12"],
    ["qrscene_qrscene_12", "qrscene_12"],
    ["last_trade_no_12", "last_trade_no_12"],
    ["", undefined],
  ])("takes from the key %j of a follow the scene %j", (EventKey, scene) => {
    expect(contentOf({ MsgType: "event", Event: "subscribe", EventKey })).toEqual({
      kind: "event",
      event: { name: "followed", ...(scene !== undefined && { scene }) },
    });
  });

  it.each([
    ["success", true],
    ["send success", true],
    ["sendsuccess", true],
    ["failed:user block", false],
    ["failed: system failed", false],
    ["err(30003)", false],
    ["", false],
  ])("takes the report %j of a send as succeeded: %j", (Status, succeeded) => {
    expect(contentOf({ MsgType: "event", Event: "TEMPLATESENDJOBFINISH", MsgID: "5", Status })).toMatchObject(
      {
        event: { name: "send_reported", externalId: "5", succeeded, detail: Status },
      },
    );
  });

  it.each(["MASSSENDJOBFINISH", "verify_expired", "user_info_modified", "card_pass_check"])(
    "makes no fan of the sender of %s",
    (Event) => {
      const receipt = open().receive(call(xml({ MsgType: "event", Event, MsgID: "1" })));
      expect(receipt).toMatchObject({ messages: [{ origin: "platform" }] });
    },
  );

  it("names the fan whose data must go, not the sender", () => {
    const fields = { MsgType: "event", Event: "user_authorization_cancellation", OpenID: "fan-9" };
    expect(contentOf(fields)).toEqual({
      kind: "event",
      event: { name: "consent_withdrawn", subject: "fan-9", everything: true, info: "" },
    });
  });
});
