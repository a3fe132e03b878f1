import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { play } from "../../../scripts/scenarios/play.ts";
import { playNaively } from "./naive/play.ts";
import { scenarios } from "./naive/worlds.ts";

describe("whatever happens on whatever floor", () => {
  it("the engine decides what a model decides that looks at everybody each second", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(play(scenario)).toEqual(playNaively(scenario));
      }),
      { numRuns: Number(process.env["RUNS"] ?? 200) },
    );
  });
});
