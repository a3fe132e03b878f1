import { describe, expect, it } from "@jest/globals";

import { awayBy, coveredBy } from "../../../src/core/cover/cover.ts";
import { MINUTE } from "../../../src/core/kernel/instant.ts";

const AT = Date.UTC(2026, 10, 27, 4);
const BREAK_MS = 5 * MINUTE;

describe("an agent is away", () => {
  const here = { presence: "ready", stateSince: AT - MINUTE, backAt: null, isOnCall: false };
  it.each([
    ["who talks on the telephone", { isOnCall: true }, "call"],
    ["who was set away", { presence: "auto_away" }, "away"],
    ["whose break is planned to be long", { presence: "break", backAt: AT + 30 * MINUTE }, "break"],
    ["whose break has become long", { presence: "break", stateSince: AT - 6 * MINUTE }, "break"],
    ["whose short break has just begun", { presence: "break", backAt: AT + 4 * MINUTE - 1 }, undefined],
    ["who is ready", {}, undefined],
    ["who is not ready, but at her desk", { presence: "not_ready", stateSince: 0 }, undefined],
  ])("%s", (_, standing, cause) => {
    expect(awayBy({ ...here, ...standing }, AT, BREAK_MS)).toBe(cause);
  });
});

describe("a fan whom she left waiting", () => {
  const left = { waitingSince: AT - MINUTE, policy: "group", partnerId: "bob" } as const;
  it.each([
    ["is the group's", {}, { partnerId: null }],
    ["is her partner's", { policy: "pair" }, { partnerId: "bob" }],
    ["is the group's where no partner is there", { policy: "pair", partnerId: null }, { partnerId: null }],
    ["waits for her where the queue covers nobody", { policy: "none" }, undefined],
    [
      "is everybody's after too long, whatever was set",
      { policy: "none", waitingSince: AT - 6 * MINUTE },
      { partnerId: null },
    ],
    [
      "is not her partner's alone any more after too long",
      { policy: "pair", waitingSince: AT - 6 * MINUTE },
      { partnerId: null },
    ],
  ] as const)("%s", (_, more, by) => {
    expect(coveredBy({ ...left, ...more }, AT, 5 * MINUTE)).toEqual(by);
  });
});
