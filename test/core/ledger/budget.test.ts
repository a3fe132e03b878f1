import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { budgets } from "../../../adapters/platform/wechat-oa/deliver/windows.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { budgetAt, budgetPolicyOf, levelOf, type Room, roomFor } from "../../../src/core/ledger/budget.ts";
import type { Spender } from "../../../src/core/ledger/ledger.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";

const rules = budgets.words ?? [];
const policy = budgetPolicyOf(defaultSettings);
const NOON = Date.parse("2026-11-26T12:00:00+08:00");
const SPENDERS = ["agent", "faq", "notice"] as const satisfies readonly Spender[];
const roomsAt = (used: number): Record<Spender, Room> => ({
  agent: roomFor(used, { sends: 100 }, "agent", policy),
  faq: roomFor(used, { sends: 100 }, "faq", policy),
  notice: roomFor(used, { sends: 100 }, "notice", policy),
});

describe("an account's budget of sends", () => {
  it("begins with the platform's day, by its own clock", () => {
    expect(budgetAt(rules, NOON)).toEqual({
      per: "day",
      sends: 500_000,
      since: Date.parse("2026-11-26T00:00:00+08:00"),
      until: Date.parse("2026-11-27T00:00:00+08:00"),
    });
  });

  it("is what the account really has, where somebody has said so", () => {
    expect(budgetAt(rules, NOON, 2_000)?.sends).toBe(2_000);
  });

  it("is the rule's that is in force at the moment", () => {
    const [rule] = rules;
    if (rule === undefined) throw new Error("no rule");
    const changed = [rule, { ...rule, since: NOON, sends: 10 }];
    expect(budgetAt(changed, NOON - 1)?.sends).toBe(500_000);
    expect(budgetAt(changed, NOON)?.sends).toBe(10);
  });

  it("may be of an hour", () => {
    const perHour = [{ since: 0, per: "hour", zone: "Asia/Shanghai", sends: 30 }] as const;
    expect(budgetAt(perHour, NOON + 59 * MINUTE)).toMatchObject({ since: NOON, until: NOON + HOUR });
  });

  it("ends where the next begins also on days that the clocks make shorter or longer", () => {
    const berlin = [{ since: 0, per: "day", zone: "Europe/Berlin", sends: 1 }] as const;
    const day = budgetAt(berlin, Date.parse("2026-03-29T12:00:00+02:00"));
    expect((day?.until ?? 0) - (day?.since ?? 0)).toBe(23 * HOUR);
    expect(budgetAt(berlin, day?.until ?? 0)?.since).toBe(day?.until);
  });

  it("is none where the platform names none", () => {
    expect(budgetAt(undefined, NOON)).toBeUndefined();
    expect(budgetAt([], NOON, 100)).toBeUndefined();
  });

  it("stops notices first, late answers next, and people only at its end", () => {
    expect(roomsAt(59)).toEqual({ agent: "free", faq: "free", notice: "free" });
    expect(roomsAt(60)).toEqual({ agent: "free", faq: "free", notice: "kept" });
    expect(roomsAt(85)).toEqual({ agent: "free", faq: "kept", notice: "kept" });
    expect(roomsAt(99)).toEqual({ agent: "free", faq: "kept", notice: "kept" });
    expect(roomsAt(100)).toEqual({ agent: "used_up", faq: "used_up", notice: "used_up" });
  });

  it("tells people before the end, and at it", () => {
    const levels = [79, 80, 99, 100, 101].map((used) => levelOf(used, { sends: 100 }, policy));
    expect(levels).toEqual(["calm", "warned", "warned", "used_up", "used_up"]);
  });

  it("never leaves a notice room that an answer has not, nor an answer what people have not; and no room comes back", () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ answersUntil: part, noticesUntil: part, warnFrom: part }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.nat(1_100),
        (shares, sends, used) => {
          const free = (spender: Spender, more = 0): boolean =>
            roomFor(used + more, { sends }, spender, shares) === "free";
          if (free("notice")) expect(free("faq")).toBe(true);
          if (free("faq")) expect(free("agent")).toBe(true);
          expect(free("agent")).toBe(used < sends);
          for (const spender of SPENDERS) if (free(spender, 1)) expect(free(spender)).toBe(true);
        },
      ),
    );
  });
});
