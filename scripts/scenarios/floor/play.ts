import { randomFillSync } from "node:crypto";

import { createIds } from "../../../src/core/kernel/id.ts";
import type { Instant } from "../../../src/core/kernel/instant.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { beginDay } from "../../../src/flow/seat/chores.ts";
import type { SeatingContext } from "../../../src/flow/seat/context.ts";
import { createSeating, type Seating } from "../../../src/flow/seat/seating.ts";
import type { SeatingWatch } from "../../../src/flow/seat/watch.ts";
import { secretNames } from "../../../src/serve/secret/names.ts";
import { openPool } from "../../../src/store/action/pool.ts";
import { createPerform } from "../../../src/store/action/run.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { seatingStore } from "../../../src/store/seat/seating-store.ts";
import { createVault } from "../../../src/store/secret/vault.ts";
import { keyOf } from "../../../src/store/secret/seal.ts";
import { createReader } from "../events.ts";
import type { Line, Scenario, ScenarioEvent } from "../file.ts";
import { ms, openingOf } from "../opening.ts";
import type { Former } from "./acting.ts";
import { createDeeds, type Deeds } from "./deeds.ts";
import { createLog } from "./log.ts";
import { openStage, type Stage, START } from "./stage.ts";

/** A scenario through real actions, store and PostgreSQL; the clock alone is not real. Its log is what was written. */
export async function playOnFloor(url: string, scenario: Scenario): Promise<readonly Line[]> {
  let now: Instant = START;
  const clock = (): Instant => now;
  const stage = await openStage(url, scenario, clock);
  const connect = createConnection(url);
  const pool = openPool(url, "act");
  const ids = createIds(clock, (bytes) => randomFillSync(bytes));
  try {
    const context: SeatingContext = {
      store: seatingStore(connect),
      clock,
      ids,
      publish: () => undefined,
      settingsOf: () => defaultSettings,
      watch: SILENT,
    };
    const key = keyOf(Buffer.alloc(32));
    const vault = createVault({ newest: () => key, of: () => key }, secretNames);
    const perform = createPerform({
      pool,
      clock,
      ids,
      secret: () => "",
      vault,
      wake: () => undefined,
    });
    const former = formerOf(scenario, clock);
    const run = {
      stage,
      seating: createSeating(context),
      scenario,
      former,
      deeds: createDeeds(stage, perform, former.of),
      // All that was before is of the day before.
      dawn: () => beginDay(context, now + 1, now),
    };
    return await live(run, (t) => (now = START + ms(t)));
  } finally {
    await connect().then((client) => client.end());
    await pool.end();
    await stage.client.end();
  }
}

const SILENT: SeatingWatch = {
  seated: () => undefined,
  refused: () => undefined,
  held: () => undefined,
  dueSoon: () => undefined,
  done: () => undefined,
  miscounted: () => undefined,
  trouble: () => undefined,
};

type Run = {
  readonly stage: Stage;
  readonly seating: Seating;
  readonly scenario: Scenario;
  readonly former: Formers;
  readonly deeds: Deeds;
  /** It is midnight: the loop does now what it would do then. */
  readonly dawn: () => Promise<number>;
};

/** Instant by instant: first what is due, then what happens, then whoever can be given somebody. */
async function live(run: Run, setClock: (t: number) => void): Promise<readonly Line[]> {
  const { stage, seating, scenario, former } = run;
  const read = createLog(stage);
  await read();
  const log: Line[] = [];
  const tell = async (): Promise<void> => {
    const lines = await read();
    await stage.client.query(TICKETS);
    former.hear(lines);
    log.push(...lines);
  };
  const event = createReader(scenario);
  let isFrozen = false;
  for (let t = await nextInstant(run, -1, isFrozen); t !== undefined;) {
    setClock(t);
    if (!isFrozen) await settle(seating.tend);
    await tell();
    for (const given of scenario.events.filter((one) => one.t === t)) {
      const what = event(given);
      if (what?.code === "stopped") isFrozen = true;
      else if (what?.code === "recovered") isFrozen = false;
      else if (what?.code === "day_began") await settle(run.dawn);
      else if (what !== undefined) {
        const error = await run.deeds(what);
        if (error !== undefined) log.push(errorLine(given, what, error));
      }
      if (!isFrozen) await settle(seating.tend);
      await tell();
    }
    if (!isFrozen) await settle(seating.round);
    await tell();
    t = (await nextInstant(run, t, isFrozen)) as number;
  }
  return log;
}

async function settle(round: () => Promise<number>): Promise<void> {
  while ((await round()) > 0);
}

/** What became a ticket has left the floor; in a scenario nobody looks after tickets. */
const TICKETS = /* sql */ `
  UPDATE contact SET state = 'closed', ended_at = enqueued_at WHERE state = 'left_message' AND queue_reason <> 'call_back'`;

/** When those go on whose queue nobody looks after. */
const DESERTED = /* sql */ `
  SELECT min(greatest(k.entered_at, (SELECT max(s.signed_out_at) FROM queue_member m
      JOIN agent_session s ON s.staff_id = m.staff_id WHERE m.queue_id = q.id))
    + make_interval(secs => (q.policy ->> 'unstaffedMsMax')::float8 / 1000))
  FROM contact k JOIN queue q ON q.id = k.queue_id WHERE k.state = 'queued'`;

const DUE = /* sql */ `
  SELECT least((${DESERTED}), (SELECT min(due_at) FROM contact WHERE state IN ('offered', 'wrapup') AND due_at > $1),
    (SELECT min(until) FROM offer WHERE ended_at IS NULL AND until > $1)) AS at`;

/** When something happens next, by the scenario, by the engine or by a row; the last is the scenario's end. */
async function nextInstant(
  { stage, seating, scenario }: Run,
  t: number,
  isFrozen: boolean,
): Promise<number | undefined> {
  const { until, events } = scenario;
  if (t >= until) return undefined;
  const times = [until, ...events.map((one) => one.t)];
  if (!isFrozen && t >= 0) {
    const { rows } = await stage.client.query<{ at: number | null }>(DUE, [new Date(START + ms(t))]);
    times.push(((rows[0]?.at ?? Infinity) - START) / ms(1));
    times.push(((seating.nextAt() ?? Infinity) - START) / ms(1));
  }
  return Math.min(...times.filter((one) => one > t && one <= until));
}

function errorLine(
  { t }: ScenarioEvent,
  what: NonNullable<ReturnType<ReturnType<typeof createReader>>>,
  code: string,
): Line {
  return {
    t,
    ev: "error",
    ...("contactId" in what && { contact: what.contactId }),
    ...(what.code === "returned" && { contact: what.contact.id }),
    ...("agentId" in what && { agent: what.agentId }),
    code,
  };
}

type Formers = { readonly of: Former; readonly hear: (lines: readonly Line[]) => void };

/** Customers have no words here: who had one is known from the log, as a reopened contact names it. */
function formerOf(scenario: Scenario, clock: () => Instant): Formers {
  const { lastAgents, queues } = openingOf(scenario);
  const last = new Map(lastAgents.map(({ customer, agentId, at }) => [customer, { agentId, at }]));
  const customerOf = new Map(
    scenario.events.flatMap(({ contact, customer }) => (contact ? [[contact, customer ?? contact]] : [])),
  );
  return {
    of({ customer, queueId }) {
      const had = last.get(customer);
      const windowMs = queues.find(({ id }) => id === queueId)?.stickyWindowMs ?? 0;
      return had === undefined || clock() - START - had.at >= windowMs ? undefined : had.agentId;
    },
    hear(lines) {
      for (const { ev, t, contact, agent } of lines)
        if (ev === "assigned")
          last.set(customerOf.get(String(contact)) ?? "", { agentId: String(agent), at: ms(t) });
    },
  };
}
