import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import type { Content } from "../../../src/core/channel/content.ts";
import {
  explain,
  type RelayAsked,
  type RelayMode,
  type RelayPolicy,
  whoAnswers,
} from "../../../src/core/relay/policy.ts";
import { bucketOf, keyedHash } from "../../../src/core/relay/share.ts";

const KEY = "0706050403020100";
const canary = (share: number): RelayMode => ({ kind: "canary", share });
const policy = (mode: RelayMode, more: Partial<RelayPolicy> = {}): RelayPolicy => ({
  mode,
  hashKey: KEY,
  allowed: [],
  rules: [],
  ...more,
});
const text: Content = { kind: "text", text: "几时发货" };
const tap = (key: string): Content => ({ kind: "event", event: { name: "menu_tapped", key } });
const scan = (scene: string): Content => ({ kind: "event", event: { name: "scanned", scene } });
const asked = (fan: string, content: Content = text, more: Partial<RelayAsked> = {}): RelayAsked => ({
  fan,
  content,
  ...more,
});
const isOurs = (mode: RelayMode, fan: string): boolean =>
  whoAnswers(policy(mode), asked(fan)).answerer === "ours";

/** Ids as WeChat makes them: 28 characters, of which the first are the account's. */
const FANS = Array.from(
  { length: 10_000 },
  (_, index) => `oYhtd5${(index * 7_919).toString(36).padStart(22, "x")}`,
);
const oursAt = (share: number): ReadonlySet<string> =>
  new Set(FANS.filter((fan) => isOurs(canary(share), fan)));

describe("the share of fans who are ours", () => {
  it.each([0, 1, 5, 20, 50, 80, 99, 100])("is %s %% of ten thousand, to one per cent of all", (share) => {
    expect(Math.abs(oursAt(share).size - share * 100)).toBeLessThanOrEqual(100);
  });

  it("is nobody at 0 and everybody at 100", () => {
    expect(oursAt(0).size).toBe(0);
    expect(oursAt(100).size).toBe(FANS.length);
  });

  it("only adds fans as it grows, and only takes away as it shrinks", () => {
    const shares = [0, 0.5, 1, 5, 20, 50, 99.5, 100];
    for (const [index, share] of shares.slice(1).entries()) {
      const larger = oursAt(share);
      expect([...oursAt(shares[index] ?? 0)].filter((fan) => !larger.has(fan))).toEqual([]);
    }
    const share = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), share, share, (fan, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        return !isOurs(canary(low), fan) || isOurs(canary(high), fan);
      }),
    );
  });

  it("lets a fan stay who she is, and is another on another account", () => {
    const other = "1706050403020100";
    const first = FANS.filter((fan) => bucketOf(KEY, fan) < 500);
    const again = first.filter((fan) => bucketOf(other, fan) < 500);
    expect(first.length).toBeGreaterThan(400);
    expect(again.length).toBeLessThan(first.length / 5);
  });

  it("is HalfSipHash-2-4, by its authors' vectors", () => {
    // vectors.h of the reference: key 00 01 … 07, messages of 0, 2, 4, 6 bytes 00 01 02 …
    const key = "0302010007060504";
    const of = (bytes: number): string =>
      Array.from({ length: bytes / 2 }, (_, index) =>
        String.fromCharCode(2 * index + 256 * (2 * index + 1)),
      ).join("");
    expect([0, 2, 4, 6].map((bytes) => keyedHash(key, of(bytes)).toString(16))).toEqual([
      "5b9f35a9",
      "3a662fa",
      "89466e2a",
      "23fc6358",
    ]);
  });
});

describe("who answers", () => {
  it("is nobody of ours in the shadow and after a roll-back, whoever is on the list and whatever the rules", () => {
    const more: Partial<RelayPolicy> = {
      allowed: ["tester"],
      rules: [{ on: "menu", value: "*", answerer: "ours" }],
    };
    for (const kind of ["shadow", "rolled_back"] as const) {
      for (const content of [text, tap("order")]) {
        expect(whoAnswers(policy({ kind }, more), asked("tester", content))).toEqual({
          answerer: "theirs",
          why: "mode",
        });
      }
    }
  });

  it("is us, in any mode, where we have begun something with her", () => {
    for (const kind of ["shadow", "full", "rolled_back"] as const) {
      for (const begun of ["person", "turn", "rating"] as const) {
        expect(whoAnswers(policy({ kind }), asked("fan", text, { begun }))).toEqual({
          answerer: "ours",
          why: "begun",
        });
      }
    }
  });

  it("is what a menu's or a scene's rule says, before the list and the share, in full mode too", () => {
    const rules = [
      { on: "menu", value: "mall_*", answerer: "theirs" },
      { on: "scene", value: "service-desk", answerer: "ours" },
    ] as const;
    const who = (mode: RelayMode, content: Content) =>
      whoAnswers(policy(mode, { rules, allowed: ["tester"] }), asked("tester", content));
    expect(who({ kind: "full" }, tap("mall_orders"))).toEqual({ answerer: "theirs", why: "rule" });
    expect(who({ kind: "full" }, tap("mall"))).toEqual({ answerer: "ours", why: "allowed" });
    expect(who(canary(0), scan("service-desk"))).toEqual({ answerer: "ours", why: "rule" });
    expect(who(canary(0), scan("service-desk-2"))).toEqual({ answerer: "ours", why: "allowed" });
  });

  it("is us for who is on the list, at a share of nothing", () => {
    const some = policy(canary(0), { allowed: ["tester"] });
    expect(whoAnswers(some, asked("tester"))).toEqual({ answerer: "ours", why: "allowed" });
    expect(whoAnswers(some, asked("other"))).toEqual({ answerer: "theirs", why: "share" });
  });

  it("is explained step by step, one of which decides: the first that says anything", () => {
    const steps = explain(policy(canary(0), { allowed: ["tester"] }), asked("tester"));
    expect(steps).toEqual([
      { why: "begun", says: undefined, decides: false },
      { why: "mode", says: undefined, decides: false },
      { why: "rule", says: undefined, decides: false },
      { why: "allowed", says: "ours", decides: true },
      { why: "share", says: "theirs", decides: false },
    ]);
  });
});
