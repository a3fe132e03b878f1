import { describe, expect, it } from "@jest/globals";

import { silentSince, silenceLimitMs, type WatchedAccount } from "../../../src/core/channel/silence.ts";
import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";

const now = Date.parse("2026-11-26T15:00:00+08:00");
const account = (given: Partial<WatchedAccount> = {}): WatchedAccount => ({
  minutes: null,
  silentSince: null,
  createdAt: now - 30 * DAY,
  lastAt: now - MINUTE,
  usual: 7 * 1_000,
  hours: { open: "09:00", close: "21:00", zone: "Asia/Shanghai" },
  ...given,
});
const limit = (given: Partial<WatchedAccount>) => (silenceLimitMs(account(given), now) ?? NaN) / MINUTE;
const ago = (ms: number, given: Partial<WatchedAccount> = {}) =>
  silentSince(account({ lastAt: now - ms, ...given }), now);

describe("how much silence is too much", () => {
  it("follows from the week's own traffic: forty average gaps, half an hour at least", () => {
    expect(limit({ usual: 7 * 1_000 })).toBe(30);
    expect(limit({ usual: 7 * 240 })).toBe(120);
    expect(limit({ createdAt: now - DAY, usual: 240 })).toBe(120);
  });

  it("cannot be told of an account to which little or nothing comes", () => {
    expect(limit({ usual: 7 * 30 })).toBeNaN();
    expect(limit({ usual: 0 })).toBeNaN();
  });

  it("is what somebody has set, whatever the traffic; with 0 it is never", () => {
    expect(limit({ minutes: 10, usual: 0 })).toBe(10);
    expect(limit({ minutes: 0 })).toBeNaN();
  });
});

describe("an account", () => {
  it("is silent once it was for too long, since its last message", () => {
    expect(ago(29 * MINUTE)).toBeUndefined();
    expect(ago(30 * MINUTE)).toBe(now - 30 * MINUTE);
  });

  it("may be silent at night: only service hours count", () => {
    const morning = Date.parse("2026-11-26T09:20:00+08:00");
    const since = (time: string) => {
      const lastAt = Date.parse(`2026-11-25T${time}:00+08:00`);
      return silentSince(account({ lastAt }), morning) === lastAt;
    };
    expect([since("23:00"), since("20:55"), since("20:49")]).toEqual([false, false, true]);
  });

  it("stays silent until something comes, however long that takes and however usual it becomes", () => {
    const known = now - 8 * DAY;
    const silent = { silentSince: known, usual: 0 };
    expect(silentSince(account({ ...silent, lastAt: known }), now)).toBe(known);
    expect(silentSince(account({ ...silent, lastAt: undefined }), now)).toBe(known);
    expect(silentSince(account({ ...silent, lastAt: known + 1 }), now)).toBeUndefined();
  });

  it("that nobody wants to have watched is silent no more", () => {
    expect(
      silentSince(account({ silentSince: now - HOUR, lastAt: now - HOUR, minutes: 0 }), now),
    ).toBeUndefined();
  });

  it("to which nothing ever came is watched since it was connected, where somebody has set a limit", () => {
    const fresh = { createdAt: now - HOUR, lastAt: undefined, usual: 0 };
    expect(silentSince(account({ ...fresh, minutes: 60 }), now)).toBe(now - HOUR);
    expect(silentSince(account({ ...fresh, minutes: 61 }), now)).toBeUndefined();
    expect(silentSince(account(fresh), now)).toBeUndefined();
  });
});
