import { describe, expect, it } from "@jest/globals";
import type { Content } from "../../src/core/channel/content.ts";
import type { Account } from "../../src/core/channel/account.ts";
import type { Entry } from "../../src/core/knowledge/entry.ts";
import { defaultSettings } from "../../src/core/setting/registry.ts";
import { buildMatcher } from "../../src/core/answer/matcher.ts";
import { type Channel, createChannel } from "../../src/flow/channel.ts";
import { openChannels } from "../../src/flow/channels.ts";
import { arrivalOf, fanOf } from "../../src/flow/take-in/arrival.ts";
import { arrive, platform } from "../support/shop.ts";

const account = (name: string): Account => ({
  id: `id of ${name}`,
  platform: platform.name,
  name,
  simulated: true,
  config: {},
  createdAt: new Date(0),
});

const entry = (key: string, answer: Entry["answer"]): Entry => ({
  id: `id of ${key}`,
  version: 2,
  key,
  title: key,
  phrasings: [],
  answer,
});

const long = "长".repeat(683); // 2,049 bytes of UTF-8, one more than the platform takes
const entries = [
  entry("short", { kind: "text", text: "好的" }),
  entry("long", { kind: "text", text: long }),
  entry("fits", { kind: "text", text: long.slice(1) }),
  entry("image", { kind: "image", mediaId: "m" }),
];
const open = (traits: Partial<typeof platform.traits> = {}): Channel =>
  createChannel(
    account("shop"),
    { ...platform, traits: { ...platform.traits, ...traits } },
    buildMatcher(entries),
    defaultSettings,
  );

const said = (key: string, version = 2) => ({ kind: "entry", entryId: `id of ${key}`, version }) as const;

describe("a channel", () => {
  it("shows what was said as the fan sees it", () => {
    const channel = open();
    expect(channel.contentOf(said("short"))).toEqual({ kind: "text", text: "好的" });
    expect(channel.contentOf({ kind: "text", text: "x" })).toEqual({ kind: "text", text: "x" });
  });

  it("does not pass today's version off as the one that was said", () => {
    expect(open().contentOf(said("short", 1))).toBeUndefined();
    expect(open().contentOf(said("gone"))).toBeUndefined();
  });

  it("finds the entry that a menu key names", () => {
    expect(open().desk.entryOfKey("image")?.id).toBe("id of image");
    expect(open().desk.entryOfKey("id of image")).toBeUndefined();
  });

  it("lets leave with the webhook what the platform takes there", () => {
    const { desk } = open();
    expect(desk.passiveMs(said("short"))).toBe(4_000);
    expect(desk.passiveMs(said("fits"))).toBe(4_000);
    expect(desk.passiveMs(said("image"))).toBe(4_000);
    expect(desk.passiveMs({ kind: "text", text: long.slice(1) })).toBe(4_000);
  });

  it("sends by the long way what is too long, of another kind, or of a platform without such replies", () => {
    expect(open().desk.passiveMs(said("long"))).toBeUndefined();
    expect(open().desk.passiveMs({ kind: "text", text: long })).toBeUndefined();
    expect(open({ passiveKinds: ["text"] }).desk.passiveMs(said("image"))).toBeUndefined();
    expect(
      open({ textCharsMax: long.length - 2 }).desk.passiveMs({ kind: "text", text: long.slice(1) }),
    ).toBe(undefined);
    expect(open({ passiveMs: 0 }).desk.passiveMs(said("short"))).toBeUndefined();
    expect(open().desk.passiveMs(said("gone"))).toBeUndefined();
  });

  it("sends by the long way what the platform has to be asked about first", () => {
    const checked = {
      mayLeave: (content: Content) => content.kind === "text" && content.text === "好的",
      foresee: () => Promise.resolve(),
    };
    const { desk } = createChannel(
      account("shop"),
      { ...platform, checked },
      buildMatcher(entries),
      defaultSettings,
    );
    expect(desk.passiveMs(said("short"))).toBe(4_000);
    expect(desk.passiveMs(said("fits"))).toBeUndefined();
    expect(desk.passiveMs({ kind: "text", text: "好的" })).toBe(4_000);
    expect(desk.passiveMs({ kind: "text", text: "没问过" })).toBeUndefined();
  });
});

describe("the channels", () => {
  it("are found by id and by name, and loaded again only when something changed", async () => {
    const world = { stamp: "1", names: ["one"] };
    let loads = 0;
    const channels = await openChannels({
      stamp: async () => world.stamp,
      async load() {
        loads += 1;
        return world.names.map((name) =>
          createChannel(account(name), platform, buildMatcher([]), defaultSettings),
        );
      },
    });
    expect(channels.of("one")).toBe(channels.of("id of one"));
    expect(channels.of("two")).toBeUndefined();
    expect(await channels.refresh()).toBe(0);
    expect(loads).toBe(1);

    Object.assign(world, { stamp: "2", names: ["one", "two"] });
    expect(await channels.refresh()).toBe(2);
    expect(channels.of("two")?.account.name).toBe("two");
    expect(channels.all()).toHaveLength(2);
  });

  it("stay as they are where loading fails, and are loaded at the next look", async () => {
    let stamp = "1";
    let fails = false;
    const channels = await openChannels({
      stamp: async () => stamp,
      async load() {
        if (fails) throw new Error("away");
        return [createChannel(account("one"), platform, buildMatcher([]), defaultSettings)];
      },
    });
    [stamp, fails] = ["2", true];
    await expect(channels.refresh()).rejects.toThrow("away");
    expect(channels.of("one")).toBeDefined();
    fails = false;
    expect(await channels.refresh()).toBe(1);
  });
});

describe("an arrival", () => {
  it("belongs to the fan whose consent was withdrawn, though the platform says so", () => {
    const { message, ...door } = arrive(
      open(),
      {
        fan: "platform",
        number: 1,
        origin: "platform",
        content: {
          kind: "event",
          event: { name: "consent_withdrawn", subject: "fan", everything: true, info: "1" },
        },
      },
      0,
    );
    expect(message).toMatchObject({ sender: "fan", origin: "fan" });
    expect(fanOf({ ...door, message })).toBe("id of shop fan");
  });

  it("of one fan on two accounts is two fans' matter", () => {
    const { message } = arrive(open(), { fan: "fan", number: 1, content: "x" }, 0);
    const door = { requestId: "r", raw: "", at: 0 };
    const [one, other] = ["a", "b"].map((accountId) => arrivalOf({ ...door, accountId }, message));
    expect(one?.key).not.toBe(other?.key);
    expect(one && fanOf(one)).not.toBe(other && fanOf(other));
  });
});
