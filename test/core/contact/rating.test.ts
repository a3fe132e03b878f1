import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ratingOf } from "../../../src/core/answer/closing.ts";
import { foldSigns } from "../../../src/core/answer/fold.ts";
import type { Invited } from "../../../src/core/contact/hearing.ts";
import { askForRating, type RatingDue } from "../../../src/core/contact/rating.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { eventOf, wordless } from "./contents.ts";
import { createThread, NOON } from "./hearing.ts";
import { samples } from "./lives.ts";

const INVITED: Invited = { contactId: "rated", at: NOON, eventSeq: 9 };
const served = { contactId: "rated", ticketId: "ticket", staffId: "amy", at: NOON - MINUTE };
const thanks = { said: { kind: "text", text: defaultSettings["notice.rated"] }, class: "notice" };

/** A fan who writes so much later than she was asked; null: she was not. */
const after = (pause: number, invited: Invited | null = INVITED) =>
  createThread({ at: () => NOON + pause, served, invited: () => invited ?? undefined });

describe("a fan who was asked how it was", () => {
  it.each([
    ["1", 1],
    ["⑤", 5],
    ["4️⃣", 4],
    ["3分", 3],
    [" ２ ", 2],
  ])("rates it with %j, is thanked, and reopens nothing", (text, score) => {
    expect(after(30 * MINUTE).hear(text)).toEqual({
      outcome: { state: "answered", rule: "rating" },
      contactEvents: [],
      rated: { contactId: "rated", score },
      say: thanks,
    });
  });

  it("may correct herself, and is thanked once", () => {
    expect(after(MINUTE, { ...INVITED, score: 1 }).hear("5")).toEqual({
      outcome: { state: "ignored", rule: "rating" },
      contactEvents: [],
      rated: { contactId: "rated", score: 5 },
    });
  });

  it("rates with nothing but a digit from 1 to 5", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("0", "6", "55", "5天", "五", "thanks", "5 5"));
    fc.assert(
      fc.property(text, (said) => {
        const { rated } = after(MINUTE).hear(said);
        expect(rated?.score).toBe(ratingOf(foldSigns(said)));
      }),
    );
    for (const content of [...wordless, eventOf({ name: "menu_tapped", key: "key_ship" })]) {
      expect(after(MINUTE).hear(content)).not.toHaveProperty("rated");
    }
  });

  it("goes on with the talk by any other words", () => {
    expect(after(MINUTE).hear("ship")).toMatchObject({ contact: { state: "queued", ticketId: "ticket" } });
  });

  it("rates no more once the time is over, nor without having been asked", () => {
    const late = after(30 * MINUTE + 1).hear("5");
    expect(late).not.toHaveProperty("rated");
    expect(late.outcome).toEqual({ state: "waiting", rule: "reopened" });
    const unasked = after(MINUTE, null).hear("5");
    expect(unasked).toMatchObject({ outcome: { state: "ignored", rule: "rating" }, contactEvents: [] });
    expect(unasked).not.toHaveProperty("rated");
  });

  it("rates a talk on while the bot has her, but not with a digit that chooses or that a person hears", () => {
    // After the window of the talk, so that the bot has her again.
    const thread = () => {
      const old = { ...served, at: NOON - 25 * HOUR };
      return createThread({ at: () => NOON + 1, served: old, invited: () => INVITED });
    };
    const answered = thread();
    const before = answered.hear("ship").contact;
    expect(answered.hear("5").rated).toEqual({ contactId: "rated", score: 5 });
    expect(answered.contact).toEqual(before);

    const asked = thread();
    asked.hear("which");
    expect(asked.hear("1")).toMatchObject({ outcome: { state: "answered", rule: "chosen" } });

    const waiting = thread();
    waiting.hear("person");
    expect(waiting.hear("5").contactEvents).toMatchObject([{ code: "waited" }]);
    waiting.step(samples.offered, samples.accepted);
    expect(waiting.hear("5").contactEvents).toMatchObject([{ code: "heard" }]);
  });
});

describe("askForRating", () => {
  const due: RatingDue = {
    isPublic: false,
    askedAt: undefined,
    isBack: false,
    canSend: true,
    isRefused: false,
    placesLeft: 1,
  };
  const ask = (given: Partial<RatingDue>) => askForRating({ ...due, ...given }, 7, NOON, defaultSettings);
  const DAY_MS = defaultSettings["rating.everyMs"];

  it("asks once on a ticket within a day", () => {
    const asked = {
      event: { code: "rating_asked", seq: 7 },
      say: { said: { kind: "text", text: defaultSettings["notice.rating"] }, class: "notice" },
    };
    expect(ask({})).toEqual(asked);
    expect(ask({ askedAt: NOON - DAY_MS })).toEqual(asked);
  });

  it.each<[string, Partial<RatingDue>, string]>([
    ["she has written anew", { isBack: true }, "back"],
    ["she was asked a day ago, but for a moment", { askedAt: NOON - DAY_MS + 1 }, "asked_before"],
    ["the account cannot send", { canSend: false }, "no_way_out"],
    ["the last words did not reach her", { isRefused: true }, "refused"],
    ["the platform would not take it any more", { placesLeft: 0 }, "refused"],
  ])("says nothing, but why, where %s", (_, given, because) => {
    expect(ask(given)).toEqual({ event: { code: "rating_skipped", because } });
  });
});
