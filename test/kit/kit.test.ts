import { createHash } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  createReplayGuard,
  decodeUtf8,
  definePlatform,
  digest,
  equalText,
  readParameter,
  sortedSha1,
  z,
} from "seatbridge/kit";

describe("sortedSha1", () => {
  it("sorts by code unit, upper case before lower", () => {
    const sorted = createHash("sha1")
      .update("10" + "9" + "B" + "a")
      .digest("hex");
    expect(sortedSha1(["a", "B", "9", "10"])).toBe(sorted);
  });

  it("leaves the caller's list as it was", () => {
    const parts = ["b", "a"];
    sortedSha1(parts);
    expect(parts).toEqual(["b", "a"]);
  });
});

describe("equalText", () => {
  it("agrees with === on all texts, and never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (a, b) => equalText(a, b) === (a === b),
      ),
    );
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (a) => equalText(a, a)));
  });
});

describe("readParameter", () => {
  it.each([
    ["a=1", { kind: "one", value: "1" }],
    ["b=1", { kind: "missing" }],
    ["a=", { kind: "missing" }],
    ["a=1&a=1", { kind: "repeated" }],
    ["a=&a=1", { kind: "repeated" }],
    ["a=%2B+b", { kind: "one", value: "+ b" }],
  ])("reads a of %j", (query, expected) => {
    expect(readParameter(new URLSearchParams(query), "a")).toEqual(expected);
  });
});

describe("decodeUtf8", () => {
  it("gives back the very bytes, a byte order mark included, or nothing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const text = decodeUtf8(bytes);
        return text === undefined || Buffer.from(text).equals(Buffer.from(bytes));
      }),
    );
    expect(decodeUtf8(Buffer.from("\uFEFF你"))).toBe("\uFEFF你");
    expect(decodeUtf8(Buffer.from([0xed, 0xa0, 0x80]))).toBeUndefined();
  });

  it("reads a part of a larger buffer", () => {
    expect(decodeUtf8(Buffer.from("abcdef").subarray(2, 4))).toBe("cd");
  });
});

describe("a replay guard", () => {
  const [one, other] = [digest("one"), digest("other")];

  it("admits a nonce with its first body only, however often", () => {
    const guard = createReplayGuard({ windowMs: 1_000, entriesMax: 10 });
    expect(guard.admit("n", one, 0)).toBe(true);
    expect(guard.admit("n", other, 1)).toBe(false);
    expect(guard.admit("n", one, 2)).toBe(true);
    expect(guard.admit("m", other, 3)).toBe(true);
  });

  it("remembers for the window at least, and forgets after two", () => {
    for (const start of [0, 1, 500, 999]) {
      const guard = createReplayGuard({ windowMs: 1_000, entriesMax: 1_000 });
      guard.admit("first", one, 0);
      guard.admit("n", one, start);
      guard.admit("next", one, 1_000);
      expect(guard.admit("n", other, start + 999)).toBe(false);
      expect(guard.admit("n", other, start + 3_000)).toBe(true);
    }
  });

  it("forgets after two windows of silence as well", () => {
    const guard = createReplayGuard({ windowMs: 1_000, entriesMax: 10 });
    guard.admit("n", one, 0);
    expect(guard.admit("n", other, 2_000)).toBe(true);
  });

  it("gives up the oldest half when it is full, and no more", () => {
    const guard = createReplayGuard({ windowMs: 1_000, entriesMax: 100 });
    for (let i = 0; i < 1_000; i += 1) guard.admit(String(i), one, 0);
    for (let i = 950; i < 1_000; i += 1) expect(guard.admit(String(i), other, 0)).toBe(false);
    expect(guard.admit("899", other, 0)).toBe(true);
  });
});

describe("definePlatform", () => {
  const platform = definePlatform({
    name: "sample",
    config: z.strictObject({ token: z.string().min(3), retries: z.int().default(2) }),
    traits: { publicness: "private", textBytesMax: 10, passiveMs: 0, passiveKinds: [] },
    secrets: ["token"],
    probe: async () => ({ kind: "ready" }),
    create: ({ token, retries }) => ({
      receive: () => ({
        kind: "refused",
        status: 400,
        reason: "body_malformed",
        detail: `${token}${retries}`,
      }),
      reread: () => [],
    }),
  });

  it("gives an account its name, its traits and its checked settings", () => {
    const adapter = platform.create({ token: "abc" });
    expect(adapter).toMatchObject({ name: "sample", traits: platform.traits });
    const request = { method: "GET", query: new URLSearchParams(), body: new Uint8Array(), at: 0 } as const;
    expect(adapter.receive(request)).toMatchObject({ detail: "abc2" });
  });

  it("names every wrong field at once", () => {
    expect(() => platform.create({ token: "a", retries: "two" })).toThrow(
      /token[^]*retries|retries[^]*token/,
    );
  });
});
