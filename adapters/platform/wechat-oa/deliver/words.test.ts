import { describe, expect, it } from "@jest/globals";
import { openStandIn } from "seatbridge/kit/testing";

import { wechatOa } from "../index.ts";
import { config, driver, refused, run } from "./testing.ts";

const text = { kind: "text", text: "x" };

describe("wechat-oa words that the platform finds too long", () => {
  const long = { kind: "text", text: `${"一".repeat(40)}。${"二".repeat(40)}。` };
  const sentBy = (seen: Awaited<ReturnType<typeof run>>["seen"]) =>
    seen
      .filter(({ purpose }) => purpose === "send")
      .map(({ call }) => JSON.parse(call.body.toString()).text.content);

  it("leave in halves, for nothing of them was taken", async () => {
    const { delivery, seen } = await run(long, [refused(45_002)]);
    expect(delivery).toEqual({ kind: "accepted" });
    expect(sentBy(seen)).toEqual([long.text, `${"一".repeat(40)}。`, `${"二".repeat(40)}。`]);
  });

  it("are halved once, and what became of the halves is not told otherwise than it was", async () => {
    const never = await run(long, [refused(45_002), refused(45_002)]);
    expect(never.delivery).toMatchObject({ kind: "rejected", code: "45002", next: "give_up" });
    const half = await run(long, [refused(45_001), driver.accepted, refused(45_047)]);
    expect(half.delivery).toEqual({ kind: "unknown", reason: "partly_sent", detail: "45047" });
  });
});

describe("wechat-oa shows that somebody writes", () => {
  it.each([
    ["is done", driver.accepted],
    ["is refused", refused(45_081)],
  ])("by a call of its own, and what comes of it changes nothing: %s", async (_, answer) => {
    const purposeOf: typeof driver.purposeOf = (call) =>
      call.path === "/cgi-bin/message/custom/typing" ? "send" : driver.purposeOf(call);
    const platform = await openStandIn({ ...driver, purposeOf }, [answer]);
    await platform.adapter.typing?.show("fan-1", new AbortController().signal);
    await platform.close();
    expect(platform.seen.map(({ purpose }) => purpose)).toEqual(["token", "send"]);
    expect(JSON.parse(platform.seen.at(-1)?.call.body.toString() ?? "")).toEqual({
      touser: "fan-1",
      command: "Typing",
    });
  });
});

describe("wechat-oa shows whose words they are", () => {
  it.each([
    ["person", undefined, { customservice: { kf_account: "mei@brand" } }],
    ["person", "lin@brand", { customservice: { kf_account: "lin@brand" } }],
    ["machine", undefined, { aimsgcontext: { is_ai_msg: 1 } }],
  ])("where it is a %s's, of her own %s, and the account says so", async (by, persona, expected) => {
    const more = { agentAccount: "mei@brand", marksMachine: "on" };
    const platform = await openStandIn({
      ...driver,
      open: (base, sending) => wechatOa.create({ ...config, ...more, apiBase: base }, sending),
    });
    const message = { to: "fan-1", at: 0, content: text, by, ...(persona && { persona }) } as never;
    await platform.adapter.deliver?.(message, new AbortController().signal);
    await platform.close();
    const {
      touser: _to,
      msgtype: _type,
      text: _text,
      ...rest
    } = JSON.parse(platform.seen.at(-1)?.call.body.toString() ?? "");
    expect(rest).toEqual(expected);
  });

  it("sends them as the account's where the platform's desk does not know her any more, and once", async () => {
    const platform = await openStandIn(
      {
        ...driver,
        open: (base, sending) =>
          wechatOa.create({ ...config, agentAccount: "mei@brand", apiBase: base }, sending),
      },
      [refused(65_401)],
    );
    const message = { to: "fan-1", at: 0, content: text, by: "person" } as never;
    expect(await platform.adapter.deliver?.(message, new AbortController().signal)).toEqual({
      kind: "accepted",
    });
    await platform.close();
    const sent = platform.seen.filter(({ purpose }) => purpose === "send");
    expect(sent.map(({ call }) => JSON.parse(call.body.toString()).customservice)).toEqual([
      { kf_account: "mei@brand" },
      undefined,
    ]);
  });
});
