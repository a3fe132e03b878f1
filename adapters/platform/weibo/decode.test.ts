import { describe, expect, it } from "@jest/globals";
import type { ChannelEvent, InboundMessage } from "seatbridge/kit";

import { at, call, open, push, type Push } from "./testing.ts";

function message(body: string): InboundMessage | undefined {
  const receipt = open().receive(call(body));
  return receipt.kind === "accepted" ? receipt.messages[0] : undefined;
}

const contentOf = (given: Push) => message(push(given))?.content;
const createdAt = (text: string) => message(push().replace(/Fri[^"]*/, text))?.sentAt;

describe("weibo messages", () => {
  it.each([
    ["Mon Jul 16 18:09:20 +0800 2012", "2012-07-16T10:09:20Z"],
    ["Sat Feb 29 00:00:00 +0000 2020", "2020-02-29T00:00:00Z"],
    ["Thu Jan 1 00:30:00 -0130 2026", "2026-01-01T02:00:00Z"],
  ])("read the time %s", (text, moment) => {
    expect(createdAt(text)).toBe(Date.parse(moment));
  });

  it.each(["1342433360", "2012-07-16 18:09:20", "Mon Jux 16 18:09:20 +0800 2012", "soon"])(
    "count as written on arrival where the time is %j",
    (text) => {
      expect(createdAt(text)).toBe(at);
    },
  );

  it("keep every digit of an id, written as a number or as a text", () => {
    const long = push().replace("1902538057", "9223372036854775806").replace("2489518277", '"0123"');
    expect(message(long)).toMatchObject({ receiver: "9223372036854775806", sender: "0123" });
    expect(contentOf({ type: "image", data: { tovfid: "4611686018427387905" } })).toEqual({
      kind: "image",
      mediaId: "4611686018427387905",
    });
    const file = push({ type: "image", data: { tovfid: 1 } }).replace(
      '"tovfid":1',
      '"tovfid":4611686018427387905',
    );
    expect(message(file)?.content).toEqual({ kind: "image", mediaId: "4611686018427387905" });
  });

  it("are themselves by sender, time, type and what they say", () => {
    const bodies = [
      push(),
      push({ sender: "1" }),
      push({ type: "notice" }),
      push({ text: "ho" }),
      push({ data: { a: 1 } }),
      push().replace("20:00:00", "20:00:01"),
    ];
    expect(new Set(bodies.map((body) => JSON.stringify(message(body)?.keyParts))).size).toBe(bodies.length);
  });

  it("have the same key however a number or a letter is written", () => {
    const other = push()
      .replace("2489518277", '"2489518277"')
      .replace('"hi"', String.raw`"h\u0069"`);
    expect(message(other)?.keyParts).toEqual(message(push())?.keyParts);
  });

  it.each<[string, Push]>([
    ["a picture without its file", { type: "image", data: { vfid: 1 } }],
    ["a voice without its file", { type: "voice" }],
    ["a place without a number", { type: "position", data: { longitude: "east", latitude: "1" } }],
    ["a click without a key", { type: "event", data: { subtype: "click", key: "" } }],
    ["an event without a subtype", { type: "event", data: {} }],
    ["data that is a list", { type: "image", data: ["a"] }],
  ])("show a person %s", (_, given) => {
    expect(contentOf({ ...given, text: "默认" })).toMatchObject({
      kind: "unknown",
      text: expect.stringContaining("默认"),
    });
  });

  it("show a person a mention, which is public", () => {
    expect(
      contentOf({ type: "mention", text: "@屿禾 在吗", data: { subtype: "status", key: "501" } }),
    ).toEqual({
      kind: "unknown",
      type: "mention:status",
      text: "text: @屿禾 在吗\ndata.subtype: status\ndata.key: 501",
    });
  });
});

describe("weibo events", () => {
  it.each<[object, ChannelEvent]>([
    [{ subtype: "follow" }, { name: "followed" }],
    [{ subtype: "unfollow" }, { name: "unfollowed" }],
    [{ subtype: "subscribe" }, { name: "subscribed" }],
    [{ subtype: "unsubscribe" }, { name: "unsubscribed" }],
    [
      { subtype: "scan", key: "follow_7", ticket: "T" },
      { name: "scanned", scene: "follow_7", ticket: "T" },
    ],
    [
      { subtype: "scan_follow", key: "follow_7" },
      { name: "followed", scene: "follow_7" },
    ],
    [
      { subtype: "click", key: "order" },
      { name: "menu_tapped", key: "order" },
    ],
    [
      { subtype: "view", key: "https://u.example" },
      { name: "menu_link_opened", url: "https://u.example" },
    ],
  ])("are named: %j", (data, event) => {
    expect(contentOf({ type: "event", text: "事件消息", data })).toEqual({ kind: "event", event });
  });
});
