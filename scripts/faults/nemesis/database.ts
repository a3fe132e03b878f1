import { setTimeout as pause } from "node:timers/promises";

import type { Load } from "../load/load.ts";
import type { Scenario, Trial } from "./scenario.ts";

const RESTARTS = 3;
const AWAY_MS_MAX = 2_500;

export const restartDatabase: Scenario = {
  key: "F5",
  title: "PostgreSQL drops everything and starts again",
  nodes: 2,
  async run(trial) {
    const { house, random } = trial;
    for (let n = 1; n <= RESTARTS; n += 1) {
      await trial.goOn(500 + random.below(1_500));
      trial.say(`restart ${n} of ${RESTARTS}`);
      await house.postgres.die();
      await trial.goOn(random.below(AWAY_MS_MAX));
      await house.postgres.rise();
      await trial.recovered(house.places, Date.now());
    }
    return [];
  },
};

export const failOver: Scenario = {
  key: "F6",
  title: "PostgreSQL dies for good, and its synchronous standby takes its place",
  nodes: 2,
  async run(trial) {
    const { house, random } = trial;
    trial.say("the standby catches up");
    await house.postgres.doubleUp();
    await trial.goOn(1_000 + random.below(2_000));
    trial.say("fail-over");
    await house.postgres.failOver();
    for (const { toPostgres } of house.places) toPostgres.lead({ path: house.postgres.socket() });
    await trial.recovered(house.places, Date.now());
    return [];
  },
};

const SLOW_MS = [300, 3_000] as const;
const SLOW_FOR_MS = 8_000;
const LOCKED_MS = 10_000;

export const slowDatabase: Scenario = {
  key: "F7",
  title: "PostgreSQL answers 0.3 s and 3 s late, and a table is locked for ten",
  nodes: 2,
  async run(trial) {
    const { house, load } = trial;
    const began = Date.now();
    for (const ms of SLOW_MS) {
      trial.say(`${ms} ms late`);
      for (const { toPostgres } of house.places) toPostgres.delay(ms);
      await trial.goOn(SLOW_FOR_MS);
      for (const { toPostgres } of house.places) toPostgres.heal();
      await trial.recovered(house.places, Date.now());
    }
    trial.say("locked");
    await house.look(async (rows) => {
      await rows.query("BEGIN");
      await rows.query("LOCK TABLE contact IN ACCESS EXCLUSIVE MODE");
      await trial.goOn(LOCKED_MS);
      await rows.query("COMMIT");
    });
    await trial.recovered(house.places, Date.now());
    return silences(load, began);
  },
};

/** A node that lives answers, or hangs up, before the platform has lost its patience. */
const PATIENCE_MS = 4_900;

function silences({ attempts }: Load, since: number): readonly string[] {
  const silent = attempts.filter(
    ({ startedAt, endedAt, delivery }) =>
      startedAt >= since && delivery.kind === "broken" && endedAt - startedAt >= PATIENCE_MS,
  );
  return silent.map(
    ({ node, startedAt }) =>
      `${node} left a delivery without an answer for five seconds, ${startedAt - since} ms after the beginning`,
  );
}

/** What a node says when it makes a batch true in one statement, and when it ends a transaction. */
const COMMITS = ["hot.write", "COMMIT"] as const;
const CUTS = 3;
const CUT_MS_MAX = 8_000;

export const cutCommits: Scenario = {
  key: "F8",
  title: "connections to PostgreSQL are cut at their commit, before and after it is heard",
  nodes: 2,
  async run(trial) {
    let made = 0;
    for (const when of ["before", "after"] as const) {
      for (const words of COMMITS) made += await cutAt(trial, words, when);
    }
    trial.note(`${made} commits cut`);
    return made > COMMITS.length ? [] : ["hardly a commit was met"];
  },
};

async function cutAt(trial: Trial, words: string, when: "before" | "after"): Promise<number> {
  trial.say(`${when} ${words}`);
  const { places } = trial.house;
  const counts = places.map(({ toPostgres }) => toPostgres.cutAt(words, when, CUTS));
  for (const began = Date.now(); Date.now() - began < CUT_MS_MAX; await pause(50)) {
    if (counts.every((count) => count() === CUTS)) break;
  }
  for (const { toPostgres } of places) toPostgres.heal();
  await trial.recovered(places, Date.now());
  return counts.reduce((sum, count) => sum + count(), 0);
}
