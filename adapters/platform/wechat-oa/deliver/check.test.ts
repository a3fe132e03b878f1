import { describe, expect, it } from "@jest/globals";
import { type Content, HOUR, MINUTE } from "seatbridge/kit";
import { openStandIn, type PlatformAnswer } from "seatbridge/kit/testing";

import { wechatOa } from "../index.ts";
import { config, driver, json, png, refused } from "./testing.ts";

const NAMES: Readonly<Record<string, string>> = {
  "/wxa/msg_sec_check": "check",
  "/wxa/media_check_async": "check_media",
  "/cgi-bin/media/upload": "upload",
};
const TOKEN = "/cgi-bin/stable_token";
const ok = json({ errcode: 0, errmsg: "ok" });
const text: Content = { kind: "text", text: "加微信聊" };

type Given = {
  readonly by?: "person" | "machine";
  readonly content?: Content;
  readonly checks?: string;
  readonly checksAway?: string;
  /** Where the platform could fetch a medium of ours. */
  readonly address?: string;
};

let now = Date.parse("2026-11-26T10:00:00+08:00");

/** An account that asks about everything, and how often the platform was. */
async function openChecking(says: readonly PlatformAnswer[], settings: object = {}) {
  const platform = await openStandIn(
    {
      ...driver,
      open: (apiBase, sending) =>
        wechatOa.create({ ...config, checks: "all", ...settings, apiBase }, { ...sending, clock: () => now }),
      purposeOf: ({ path }) => (path === TOKEN ? "token" : "send"),
    },
    says,
  );
  const { checked } = platform.adapter;
  if (checked === undefined) throw new Error("nothing is checked");
  const asked = () => platform.seen.filter(({ call }) => NAMES[call.path] === "check").length;
  return { ...platform, checked, asked, deliver: platform.adapter.deliver };
}

/** What of a message reaches the platform's two calls, in order, and what is known of it. */
async function send(
  says: readonly PlatformAnswer[],
  { by = "person", content = text, address, ...settings }: Given,
) {
  const platform = await openStandIn(
    {
      ...driver,
      open: (apiBase, sending) =>
        wechatOa.create({ ...config, ...settings, apiBase }, { ...sending, addressOf: () => address }),
      purposeOf: ({ path }) => (path === TOKEN ? "token" : "send"),
    },
    says,
    { p1: png },
  );
  const delivery = await platform.adapter.deliver?.(
    { to: "fan-1", at: 0, content, by },
    new AbortController().signal,
  );
  await platform.close();
  const calls = platform.seen.filter(({ purpose }) => purpose === "send").map(({ call }) => call);
  return { delivery, paths: calls.map(({ path }) => NAMES[path] ?? "send"), calls };
}

describe("words that are checked before they leave", () => {
  it("are not, unless the account wants it; then one call more is what it costs", async () => {
    expect((await send([ok], {})).paths).toEqual(["send"]);
    expect((await send([ok, ok], { checks: "people" })).paths).toEqual(["check", "send"]);
  });

  it("are people's alone, or everybody's", async () => {
    expect((await send([ok], { checks: "people", by: "machine" })).paths).toEqual(["send"]);
    expect((await send([ok, ok], { checks: "all", by: "machine" })).paths).toEqual(["check", "send"]);
  });

  it.each([
    ["in its second version", json({ errcode: 0, result: { suggest: "risky", label: 20_006 } })],
    ["in its first", refused(87_014)],
  ])("do not leave where the platform finds them risky, %s", async (_version, risky) => {
    expect(await send([risky, ok], { checks: "all" })).toMatchObject({
      delivery: { kind: "rejected", code: "content_risky", next: "give_up" },
      paths: ["check"],
    });
  });

  it("leave where it only wants a person to look: one has", async () => {
    const review = json({ errcode: 0, result: { suggest: "review", label: 100 } });
    expect((await send([review, ok], { checks: "all" })).delivery).toEqual({ kind: "accepted" });
  });

  it.each([refused(48_001), refused(-1), { status: 502, body: "<html>" }])(
    "leave where it does not say, or wait, as the account wishes (%j)",
    async (away) => {
      expect((await send([away, ok], { checks: "all" })).delivery).toEqual({ kind: "accepted" });
      expect(await send([away, ok], { checks: "all", checksAway: "hold" })).toMatchObject({
        delivery: { kind: "rejected", code: "check_away", next: "retry" },
        paths: ["check"],
      });
    },
  );

  it("are all that a fan would read; what has no words is not asked about", async () => {
    const picture: Content = { kind: "image", mediaId: "m1" };
    expect((await send([ok], { checks: "all", content: picture })).paths).toEqual(["send"]);
    const notice: Content = {
      kind: "notice",
      via: "template",
      templateId: "t",
      title: "进度",
      lines: [{ key: "thing1", label: "说明", text: "已寄回" }],
    };
    const { calls } = await send([ok, json({ errcode: 0, msgid: 1 })], { checks: "all", content: notice });
    expect(JSON.parse(calls[0]?.body.toString() ?? "")).toEqual({ content: "已寄回" });
  });
});

describe("a picture or a voice that is checked", () => {
  const picture: Content = { kind: "image", blobId: "p1" };
  const address = "https://house.example/shared/p1";
  const asked = json({ errcode: 0, trace_id: "trace-1" });
  const uploaded = json({ type: "image", media_id: "m1" });

  it("is given to the platform by its address, leaves at once, and has an id by which the verdict comes", async () => {
    const { delivery, paths, calls } = await send([asked, uploaded, ok], {
      checks: "people",
      content: picture,
      address,
    });
    expect(delivery).toEqual({ kind: "accepted", checkId: "trace-1" });
    expect(paths).toEqual(["check_media", "upload", "send"]);
    expect(JSON.parse(calls[0]?.body.toString() ?? "")).toEqual({
      media_url: address,
      media_type: 2,
      version: 2,
      scene: 2,
      openid: "fan-1",
    });
  });

  it.each([
    ["the platform comes nowhere near", [uploaded, ok], undefined],
    ["it does not want to", [refused(48_001), uploaded, ok], address],
  ])("leaves unchecked where %s, or waits, as the account wishes", async (_why, says, where) => {
    const given = { checks: "all", content: picture, ...(where !== undefined && { address: where }) };
    expect((await send(says, given)).delivery).toEqual({ kind: "accepted" });
    expect((await send(says, { ...given, checksAway: "hold" })).delivery).toMatchObject({
      code: "check_away",
      next: "retry",
    });
  });

  it("is not asked about where the platform has it already, and no film is", async () => {
    const film: Content = { kind: "video", mediaId: "f1", thumbnailId: "c1", short: false };
    for (const content of [{ kind: "image", mediaId: "m1" }, film] as const) {
      expect((await send([ok], { checks: "all", content, address })).paths).toEqual(["send"]);
    }
  });
});

describe("words that leave with a webhook", () => {
  const answer: Content = { kind: "text", text: "48 小时内发货" };
  const risky = json({ errcode: 0, result: { suggest: "risky", label: 20_006 } });

  it("are those that were asked about beforehand and found fine; a webhook waits for no answer", async () => {
    const { checked, asked, close } = await openChecking([ok, risky]);
    expect(checked.mayLeave(answer)).toBe(false);
    await checked.foresee([answer, text]);
    expect([checked.mayLeave(answer), checked.mayLeave(text)]).toEqual([true, false]);
    await checked.foresee([answer]);
    expect(asked()).toBe(2);
    await close();
  });

  it("are also those that were found fine on their way by the send interface, which asks no second time", async () => {
    const { checked, asked, deliver, close } = await openChecking([ok, ok, ok]);
    const message = { to: "fan-1", at: 0, content: answer, by: "machine" } as const;
    await deliver?.(message, new AbortController().signal);
    expect(checked.mayLeave(answer)).toBe(true);
    await deliver?.(message, new AbortController().signal);
    expect(asked()).toBe(1);
    await close();
  });

  it("are asked about anew after half a day, and are not known any more after a whole one", async () => {
    const { checked, asked, close } = await openChecking([ok, risky]);
    await checked.foresee([answer]);
    now += 12 * HOUR;
    expect(checked.mayLeave(answer)).toBe(true);
    while (checked.mayLeave(answer)) await new Promise((next) => setImmediate(next));
    expect(asked()).toBe(2);
    await close();

    const other = await openChecking([ok]);
    await other.checked.foresee([answer]);
    now += 24 * HOUR;
    expect(other.checked.mayLeave({ kind: "text", text: "另一句" })).toBe(false);
    await other.close();
  });

  it.each([
    ["send", true],
    ["hold", false],
  ])("are, while the platform does not say, what the account wishes (%s)", async (checksAway, leaves) => {
    const { checked, close } = await openChecking([refused(48_001), refused(48_001)], { checksAway });
    await checked.foresee([answer]);
    expect(checked.mayLeave(answer)).toBe(leaves);
    now += 10 * MINUTE;
    expect(checked.mayLeave(answer)).toBe(false);
    await close();
  });

  it("are all where the account asks about people's words alone", () => {
    const { checked } = wechatOa.create({ ...config, checks: "people" });
    expect(checked).toBeUndefined();
  });
});
