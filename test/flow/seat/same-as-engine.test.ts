import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Line } from "../../../scripts/scenarios/file.ts";
import { playOnFloor } from "../../../scripts/scenarios/floor/play.ts";
import { play } from "../../../scripts/scenarios/play.ts";
import { scenarios } from "../../core/assignment/naive/worlds.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const RUNS = Number(process.env["RUNS"] ?? 4);
const SEED = Number(process.env["SEED"] ?? 2);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** What came to an end in one instant for several at once has no order among rows. */
const byInstant = (log: readonly Line[]): readonly string[] =>
  log
    .toSorted((one, other) => one.t - other.t || (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
    .map((line) => JSON.stringify(line));

describe("whatever happens on whatever floor", () => {
  it.each(fc.sample(scenarios, { seed: SEED, numRuns: RUNS }).map((scenario, nr) => [nr, scenario] as const))(
    `actions and rows come to what the engine comes to (seed ${SEED}, number %i)`,
    async (_, scenario) => {
      expect(byInstant(await playOnFloor(database.url, scenario))).toEqual(byInstant(play(scenario)));
    },
  );
});
