import { describe, expect, it } from "@jest/globals";

import {
  CHECK_MS_MAX,
  CHECK_WORD_MS_MAX,
  type CheckedWord,
  type CheckNote,
  checkOf,
} from "../../../src/core/channel/check.ts";

const startedAt = 1_000_000;
const soon = startedAt + 5_000;

const taken: CheckNote = {
  step: "taken",
  key: "k",
  receivedAt: startedAt + 100,
  verifiedAt: startedAt + 102,
  at: startedAt + 110,
};
const replied: CheckNote = { step: "replied", key: "k", at: startedAt + 112 };
const refused = (code: string): CheckNote => ({ step: "refused", at: startedAt + 50, code });

const word = (given: Partial<CheckedWord> = {}): CheckedWord => ({
  key: "k",
  conversationId: "c",
  at: startedAt + 105,
  state: "answered",
  rule: "matched",
  decided: { at: startedAt + 105, code: "answered", rule: "matched", entry: "什么时候发货" },
  reply: {
    seq: 2,
    at: startedAt + 105,
    passive: true,
    seen: "written",
    code: null,
    kind: "text",
    text: "四十八小时内。",
  },
  ...given,
});
const reply = (given: Partial<NonNullable<CheckedWord["reply"]>>) => {
  const usual = word().reply;
  if (usual === null) throw new Error("a word has one");
  return word({ reply: { ...usual, ...given } });
};

/** Each step in short: "stored done code @ms since the start". */
function said(facts: { readonly notes?: readonly CheckNote[]; readonly word?: CheckedWord }, at = soon) {
  const { over, steps } = checkOf({ startedAt, notes: facts.notes ?? [], word: facts.word }, at);
  const words = steps
    .filter(({ state }) => state !== "ahead")
    .map(({ step, state, code, at: when }) =>
      [step, state, code, when === undefined ? undefined : `@${when - startedAt}`]
        .filter((part) => part !== undefined)
        .join(" "),
    );
  return [...words, ...(over ? ["over"] : [])];
}

describe("an end-to-end check", () => {
  it("waits for a word, and says after its time that nothing came", () => {
    expect(said({})).toEqual(["received now"]);
    expect(said({}, startedAt + CHECK_WORD_MS_MAX)).toEqual(["received failed nothing_came", "over"]);
  });

  it("says why a call was refused, and goes on waiting for a better one", () => {
    const notes = [refused("signature_wrong")];
    expect(said({ notes })).toEqual(["received done @50", "verified failed signature_wrong @50"]);
    expect(said({ notes }, startedAt + CHECK_WORD_MS_MAX)).toContain("over");
    expect(said({ notes: [...notes, taken, replied], word: word() })).toContain("verified done @102");
  });

  it("knows a call to no account from one that could not be kept", () => {
    expect(said({ notes: [refused("account_unknown")] })).toEqual(["received failed account_unknown @50"]);
    expect(said({ notes: [refused("not_stored")] })).toEqual([
      "received done @50",
      "verified done @50",
      "stored failed not_stored @50",
    ]);
  });

  it("follows a word to its answer in the call, which counts as taken once nobody asks again", () => {
    const way = [
      "received done @100",
      "verified done @102",
      "stored done @110",
      // Decided before, true once it is committed.
      "matched done answered @110",
      "answered done text @110",
      "accepted done passive @112",
    ];
    const notes = [taken, replied];
    expect(said({ notes, word: word() })).toEqual([...way, "seen now passive"]);
    expect(said({ notes, word: reply({ seen: "accepted" }) })).toEqual([...way, "seen done passive", "over"]);
  });

  it("tells the rows' own moments where no node noted any", () => {
    expect(said({ word: reply({ seen: "accepted" }) })).toEqual([
      "received done",
      "verified done",
      "stored done @105",
      "matched done answered @105",
      "answered done text @105",
      "accepted done passive",
      "seen done passive",
      "over",
    ]);
  });

  it("waits while the fan may go on writing, and while a message is stored undecided", () => {
    const open = { decided: null, reply: null };
    expect(said({ word: word({ ...open, state: "waiting", rule: "turn" }) })).toContain("matched now paused");
    expect(said({ word: word({ ...open, state: "stored", rule: "behind" }) })).toContain(
      "matched now stored",
    );
    expect(said({ word: word({ ...open, state: "dead", rule: "attempts_used_up" }) })).toEqual([
      "received done",
      "verified done",
      "stored done @105",
      "matched failed dead",
      "answered none dead",
      "accepted none",
      "seen none",
      "over",
    ]);
  });

  it("follows an answer by the platform's interface to what that says", () => {
    const sent: CheckNote = { step: "sent", conversationId: "c", seq: 2, at: startedAt + 900 };
    const other: CheckNote = { step: "sent", conversationId: "d", seq: 2, at: startedAt + 950 };
    const notes = [taken, sent, other];
    const end = (given: object) => said({ notes, word: reply({ passive: false, ...given }) }).slice(5);
    expect(end({ seen: "queued", code: "45011" })).toEqual(["accepted now queued"]);
    expect(end({ seen: "accepted" })).toEqual([
      "accepted done interface @900",
      "seen done interface",
      "over",
    ]);
    expect(end({ seen: "rejected", code: "45015" })).toEqual(["accepted failed rejected @900", "over"]);
  });

  it("is over where nothing is to be answered, or what was to come is late", () => {
    const ignored = word({
      state: "ignored",
      rule: "courtesy",
      decided: { at: startedAt + 105, code: "noted", rule: "courtesy", entry: null },
      reply: null,
    });
    expect(said({ word: ignored }).slice(3)).toEqual([
      "matched done noted @105",
      "answered none noted",
      "accepted none",
      "seen none",
      "over",
    ]);
    const late = startedAt + CHECK_MS_MAX;
    expect(said({ word: reply({ passive: false, seen: "queued" }) }, late).slice(5)).toEqual([
      "accepted failed late",
      "over",
    ]);
  });
});
