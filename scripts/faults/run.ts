import { copyFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { seeded } from "../hostile/input.ts";
import { check, type Evidence } from "./checker/check.ts";
import { type House, openHouse } from "./house/house.ts";
import { type Agents, openAgents } from "./load/agents.ts";
import { createLoad, type Load } from "./load/load.ts";
import type { Scenario, Trial } from "./nemesis/scenario.ts";
import { readEvidence } from "./witness/evidence.ts";
import type { Rows } from "./witness/rows.ts";

/** What one scenario came to. */
export type Report = {
  readonly key: string;
  readonly title: string;
  readonly seed: number;
  readonly faults: number;
  /** From the end of each fault to the first message that was written later and answered, in ms. */
  readonly recoveryMs: readonly number[];
  readonly messages: number;
  readonly answers: number;
  /** Messages that all three deliveries were broken of: the platform tells the fan. */
  readonly unheard: number;
  /** What may have left, and waits for a person. */
  readonly unknown: number;
  /** Other figures, in words. */
  readonly notes: readonly string[];
  readonly violations: readonly string[];
  /** Where the nodes' logs lie, where a promise was broken. */
  readonly logs?: string;
};

export type Order = {
  readonly seed: number;
  readonly kills: number;
  readonly say: (words: string) => void;
  /** What is done to the database once nobody writes any more, as a test does that cannot wait for leases. */
  readonly hurry?: (rows: Rows) => Promise<unknown>;
};

const FANS = 12;
/** Everything has an end after this: leases of sends last a minute, a send five tries. */
const QUIET_MS_MAX = 180_000;
const LOOK_MS = 500;
const WARM_UP_MS = 2_000;

/** Runs it in a house of its own. A string: why it cannot be run here. */
export async function runScenario(scenario: Scenario, order: Order): Promise<Report | string> {
  const house = await openHouse(scenario.nodes);
  try {
    const report = scenario.impossible?.(house) ?? (await runIn(house, scenario, order));
    if (typeof report === "string" || report.violations.length === 0) return report;
    return { ...report, logs: await keepLogs(house, `${scenario.key}-${order.seed}`) };
  } finally {
    await house.close();
  }
}

async function keepLogs(house: House, name: string): Promise<string> {
  const folder = join(tmpdir(), "seatbridge-faults-logs", name);
  await mkdir(folder, { recursive: true });
  for (const { node } of house.places) await copyFile(node.log, join(folder, basename(node.log)));
  return folder;
}

async function runIn(house: House, scenario: Scenario, order: Order): Promise<Report> {
  const { key, title, fans = FANS } = scenario;
  const { seed } = order;
  const random = seeded(seed);
  const prefix = `o_${key}_${seed}_`;
  const nodes = house.places.map(({ node }) => node);
  const load = createLoad({ nodes, account: house.account, random, prefix });
  const names = Array.from({ length: fans }, (_, n) => `${prefix}${n}`);
  const agents = await openAgents(house.places, names);
  const log: Log = { faults: 0, recoveryMs: [], broken: [], notes: [] };
  try {
    const over = new AbortController();
    const writing = load.write(fans, over.signal);
    try {
      await pause(WARM_UP_MS);
      log.broken.push(...(await scenario.run(trialOf({ house, load, random, prefix }, order, log))));
      await pause(WARM_UP_MS);
    } finally {
      over.abort();
      await writing;
      await agents.rest();
    }
    order.say("waiting for quiet");
    const evidence = await quiet(house, load, agents, prefix, order.hurry);
    const { broken, ...figures } = log;
    return {
      key,
      title,
      seed,
      ...figures,
      ...countsOf(evidence),
      violations: [...broken, ...check(evidence)],
    };
  } finally {
    await agents.stop();
  }
}

type Log = {
  faults: number;
  readonly recoveryMs: number[];
  readonly broken: string[];
  readonly notes: string[];
};

/** What a scenario works with; what it comes to is written into the log. */
function trialOf(
  ground: Pick<Trial, "house" | "load" | "random" | "prefix">,
  { kills, say }: Order,
  log: Log,
): Trial {
  let step = "";
  return {
    ...ground,
    kills,
    say(words) {
      step = words;
      say(words);
    },
    note: (words) => void log.notes.push(words),
    goOn: (ms) => pause(ms),
    async recovered(places, since) {
      log.faults += 1;
      for (const { node } of places) {
        const at = await ground.load.answeredSince([node], since);
        if (at === undefined) log.broken.push(`${node.name} answered nobody for a minute after "${step}"`);
        else log.recoveryMs.push(at - since);
      }
    },
  };
}

/** What everybody saw, once nothing is under way any more, or nothing more will change. */
async function quiet(
  house: House,
  load: Load,
  agents: Agents,
  prefix: string,
  hurry: Order["hurry"],
): Promise<Evidence> {
  if (hurry !== undefined) await house.look(hurry);
  for (const began = Date.now(); ; await pause(LOOK_MS)) {
    const before = house.platform.accepted.length;
    const rows = await house.look((found) => readEvidence(found, prefix));
    const accepted = house.platform.accepted.slice();
    const isStill = rows.open.length === 0 && accepted.length === before;
    if (isStill || Date.now() - began > QUIET_MS_MAX) {
      return { told: load.told, said: agents.said.slice(), accepted, ...rows };
    }
  }
}

function countsOf({ told, ledger, accepted }: Evidence) {
  const seen = told.filter(({ deliveries }) =>
    deliveries.some((one) => one.kind === "acknowledged" && one.seen.kind === "message"),
  );
  return {
    messages: told.length,
    answers: seen.length + accepted.length,
    unheard: told.filter(({ deliveries }) => deliveries.every(({ kind }) => kind !== "acknowledged")).length,
    unknown: ledger.outbox.filter(({ state }) => state === "unknown").length,
  };
}
