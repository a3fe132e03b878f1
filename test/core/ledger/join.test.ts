import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { utf8Bytes } from "../../../src/core/channel/split.ts";
import { JOINED_MAX, joinTexts, type Leaving, messagesOf, placesFor } from "../../../src/core/ledger/join.ts";

const limit = { bytesMax: 20, charsMax: Infinity };
const says = (text: string | null, staffId: string | null = "amy"): Leaving => ({
  spender: staffId === null ? "faq" : "agent",
  staffId,
  text,
});
/** How many texts each message holds. */
const sizes = (leaving: readonly Leaving[], within = limit) =>
  messagesOf(leaving, within).map(({ length }) => length);

describe("texts that follow each other", () => {
  it("fit into the first one's message up to the byte", () => {
    expect(sizes([says("您好"), says("请稍等"), says("abc")])).toEqual([3]);
    expect(sizes([says("您好"), says("请稍等"), says("abcd")])).toEqual([2, 1]);
  });

  it("are not skipped for a shorter one behind them", () => {
    expect(sizes([says("one"), says("far too long for it"), says("two")])).toEqual([1, 1, 1]);
  });

  it("are counted in characters where the platform counts those", () => {
    const chars = (charsMax: number) => ({ bytesMax: 1_000, charsMax });
    expect(sizes([says("您好"), says("请稍等")], chars(5))).toEqual([1, 1]);
    expect(sizes([says("您好"), says("请稍等")], chars(6))).toEqual([2]);
  });

  it("are not joined over a picture, another agent's words or the bot's", () => {
    for (const between of [says(null), says("I", "bob"), says("I", null)]) {
      expect(sizes([says("a"), says("b"), between, says("c")])).toEqual([2, 1, 1]);
    }
  });

  it("cost a place a message; what the bot has to say costs people none", () => {
    expect(placesFor([], limit)).toBe(0);
    expect(placesFor([says("a"), says("b"), says(null), says("bot", null), says("c")], limit)).toBe(3);
  });

  it("never make a message that is too long, nor one of more texts than it may be; and all leave, in order", () => {
    const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 8 }), { maxLength: 30 });
    fc.assert(
      fc.property(texts, (all) => {
        const leaving = all.map((text) => says(text));
        const messages = messagesOf(leaving, limit);
        expect(messages.flat()).toEqual(leaving);
        for (const message of messages.filter(({ length }) => length > 1)) {
          expect(message.length).toBeLessThanOrEqual(JOINED_MAX);
          const text = joinTexts(message.map((one) => one.text ?? ""));
          expect(utf8Bytes(text)).toBeLessThanOrEqual(limit.bytesMax);
        }
      }),
    );
  });
});
