import { describe, expect, it } from "@jest/globals";

import { windows as rules } from "../../../adapters/platform/wechat-oa/deliver/windows.ts";
import { windows as weiboRules } from "../../../adapters/platform/weibo/deliver/windows.ts";
import { playAll } from "../../../bench/ledger/ledger.ts";
import { BREAKS, broken, RULES } from "../../../bench/ledger/rules.ts";
import { tallyOf } from "../../../bench/ledger/tally.ts";
import { HOUR, MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { type LedgerEntry, type Spender, windowsAt } from "../../../src/core/ledger/ledger.ts";
import { placeFor, placesLeft } from "../../../src/core/ledger/place.ts";
import { type Opening, openingOf } from "../../../src/core/ledger/trigger.ts";

const T = Date.parse("2026-11-26T10:00:00+08:00");
const heard = (opening: Opening, at = T): LedgerEntry => ({ kind: "heard", opening, at });
const sent = (at = T, by: Spender = "agent"): LedgerEntry => ({ kind: "sent", by, at });
const left = (entries: readonly LedgerEntry[], at = T) => placesLeft(windowsAt(rules, entries, at));

describe("the reply ledger of an Official Account", () => {
  it("lets nothing be said before the fan has done anything", () => {
    expect(windowsAt(rules, [], T)).toEqual([]);
  });

  it("gives five messages within 48 hours of a word of hers, to the millisecond", () => {
    const said = [heard("message")];
    expect(windowsAt(rules, said, T)).toEqual([
      { trigger: "message", closesAt: T + 48 * HOUR, of: 5, left: 5, notices: 0 },
    ]);
    expect(left([...said, sent(), sent(), sent()])).toBe(2);
    expect(left([...said, ...Array.from({ length: 5 }, () => sent())])).toBe(0);
    expect(left(said, T + 48 * HOUR - 1)).toBe(5);
    expect(left(said, T + 48 * HOUR)).toBe(0);
  });

  it("counts anew from each word, and does not add them up", () => {
    expect(left([heard("message"), sent(), sent(), heard("message", T + HOUR)], T + HOUR)).toBe(5);
  });

  it("has a tap's three for a minute beside a message's five, and spends what closes first", () => {
    const both = [heard("message"), heard("menu", T + SECOND)];
    expect(left(both, T + SECOND)).toBe(8);
    const three = [...both, sent(T + SECOND), sent(T + SECOND), sent(T + SECOND)];
    expect(windowsAt(rules, three, T + 2 * SECOND).map(({ trigger, left }) => [trigger, left])).toEqual([
      ["menu", 0],
      ["message", 5],
    ]);
    expect(left([...three, sent(T + 2 * SECOND)], T + MINUTE + SECOND)).toBe(4);
  });

  it("spends, of two that close at the same moment, what the rules name first", () => {
    const both = [heard("follow"), heard("menu"), sent()];
    expect(windowsAt(rules, both, T).map(({ trigger, left }) => [trigger, left])).toEqual([
      ["menu", 2],
      ["follow", 3],
    ]);
  });

  it("ends with the fan's leaving", () => {
    expect(left([heard("message"), heard("left")])).toBe(0);
  });

  it("knows what opens which window", () => {
    expect(openingOf({ kind: "text", text: "在吗" })).toBe("message");
    // The tap on an item of a menu message: by its text alone it would look like a word of hers.
    expect(openingOf({ kind: "text", text: "发货", menuItemId: "2" })).toBe("menu");
    expect(openingOf({ kind: "image", mediaId: "m" })).toBe("message");
    const event = (name: "menu_link_opened" | "followed" | "unfollowed") =>
      name === "menu_link_opened" ? { name, url: "https://example.com" } : { name };
    expect(openingOf({ kind: "event", event: event("menu_link_opened") })).toBe("none");
    expect(openingOf({ kind: "event", event: event("followed") })).toBe("follow");
    expect(openingOf({ kind: "event", event: event("unfollowed") })).toBe("left");
  });

  it("never says otherwise than the platform; and every rule that is wrong by one shows", async () => {
    const histories = await playAll({ schedules: 150, seed: 1 }, () => undefined);
    expect(tallyOf(RULES, histories)).toMatchObject({ unpredicted: 0, withheld: 0 });
    const unseen = BREAKS.filter((rule) => {
      const { unpredicted, withheld } = tallyOf(broken(rule), histories);
      return unpredicted + withheld === 0;
    });
    expect(unseen).toEqual([]);
  }, 120_000);
});

describe("the places of a conversation", () => {
  const policy = { keptForPeople: 2, noticesMax: 1 };
  const after = (...entries: readonly LedgerEntry[]) => windowsAt(rules, [heard("message"), ...entries], T);

  it("are people's to the last", () => {
    expect(placeFor(after(sent(), sent(), sent(), sent()), "agent", policy)).toEqual({ kind: "free" });
    expect(placeFor(after(sent(), sent(), sent(), sent(), sent()), "agent", policy)).toEqual({
      kind: "used_up",
    });
    expect(placeFor([], "agent", policy)).toEqual({ kind: "closed" });
  });

  it("are the bot's until two are left", () => {
    expect(placeFor(after(sent(), sent()), "faq", policy)).toEqual({ kind: "free" });
    expect(placeFor(after(sent(), sent(), sent()), "faq", policy)).toEqual({ kind: "kept" });
  });

  it("have one for all notices together", () => {
    expect(placeFor(after(), "notice", policy)).toEqual({ kind: "free" });
    expect(placeFor(after(sent(T, "notice")), "notice", policy)).toEqual({ kind: "kept" });
    expect(placeFor(after(sent(T, "notice")), "faq", policy)).toEqual({ kind: "free" });
  });

  it("are not kept in the minute after a tap, which nobody could use otherwise", () => {
    const tapped = windowsAt(rules, [heard("menu"), sent(), sent()], T);
    expect(placeFor(tapped, "notice", policy)).toEqual({ kind: "free" });
  });

  it("are not counted on Weibo", () => {
    const many = [heard("message"), ...Array.from({ length: 50 }, () => sent(T, "notice"))];
    expect(placeFor(windowsAt(weiboRules, many, T), "notice", policy)).toEqual({ kind: "free" });
    expect(placesLeft(windowsAt(weiboRules, many, T))).toBe(Infinity);
    expect(windowsAt(weiboRules, many, T + 48 * HOUR)).toEqual([]);
  });
});
