import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { playOne, readScenarios } from "../../../scripts/command/scenarios.ts";
import { playOnFloor } from "../../../scripts/scenarios/floor/play.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const own = fileURLToPath(new URL("../../core/assignment/own-scenarios.json", import.meta.url));
/** Each another way through actions, rows and marks; `npm run scenarios -- --floor` plays all. */
const PLAYED =
  "SB-02 SB-08 SB-12 SB-15 SB-16 SB-17 SB-18 SB-20 SB-21 SB-22 SB-23 SB-24 SB-25 SB-26 SB-27 SB-30 SB-31 SB-33 SB-34 SB-35 SB-36 SB-37 SB-38 SB-39 SB-40 SB-41 SB-42 SB-43 SB-44 SB-46 SB-48 SB-49 SB-52 SB-53 SB-54 SB-55 SB-56 SB-57 SB-58 SB-59 SB-60 SB-61 SB-62 SB-63 SB-64 SB-65 SB-66 SB-67 SB-68 SB-69 SB-70 own-day".split(
    " ",
  );

const scenarios = await readScenarios(own);
if (typeof scenarios === "string") throw new Error(scenarios);
const these = (ids: readonly string[]) =>
  scenarios
    .filter(({ id }) => ids.includes(id))
    .map((scenario) => [scenario.id, String(scenario["title"]), scenario] as const);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe("a scenario through the real actions and PostgreSQL", () => {
  it.each(these(PLAYED))("%s: %s", async (_, __, scenario) => {
    const played = await playOne(scenario, (one) => playOnFloor(database.url, one));
    expect("log" in played ? played.log : played.error).toEqual(scenario["expect"]);
  });
});
