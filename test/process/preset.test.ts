import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { type Server, spawnServer, whenReady } from "../support/server.ts";

let database: TestDatabase;
let rows: Rows;
let nodes: readonly [Server, Server];

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  const spawned = await Promise.all([1, 2].map(() => spawnServer({ databaseUrl: database.url })));
  const [one, two] = await Promise.all(spawned.map(whenReady));
  if (one === undefined || two === undefined) throw new Error("two were started");
  nodes = [one, two];
}, 120_000);

afterAll(async () => {
  await rows?.close();
  await Promise.all((nodes ?? []).map((node) => node.stop()));
  await database?.drop();
});

type Seen = { readonly state: string; readonly deviates: number; readonly autoAccept: boolean | null };

/** As any of its readers would find it. */
async function seen(run: string): Promise<Seen | undefined> {
  const found = await rows.query<Seen>(
    `SELECT r.state, (SELECT count(*)::int FROM deviation) AS deviates,
       (SELECT (policy ->> 'autoAccept')::boolean FROM queue_now ORDER BY id LIMIT 1) AS "autoAccept"
     FROM preset_run r WHERE r.id = '${run}'`,
  );
  return found[0];
}

async function until(run: string, state: string): Promise<Seen> {
  for (;;) {
    const now = await seen(run);
    if (now?.state === state) return now;
    await delay(50);
  }
}

it("begins once with two nodes there, outlives the one that dies, and is over by the other at its time", async () => {
  const [preset, run] = [randomUUID(), randomUUID()];
  const [queue] = await rows.query<{ id: string; policy: object }>(
    "SELECT id, policy FROM queue ORDER BY id LIMIT 1",
  );
  const deviations = JSON.stringify([{ kind: "auto_accept", where: queue?.id }]);
  await rows.query(
    `INSERT INTO preset (id, name, deviations, updated_at, updated_by)
     VALUES ('${preset}', '双11', '${deviations}', now(), 'test')`,
  );
  await rows.query(`UPDATE queue SET policy = policy || '{"autoAccept": false}' WHERE id = '${queue?.id}'`);
  await rows.query(
    `INSERT INTO preset_run (id, preset_id, version, name, deviations, state, starts_at, ends_at, by)
     VALUES ('${run}', '${preset}', 1, '双11', '${deviations}', 'planned', now() + interval '1 second',
       now() + interval '1 hour', 'test')`,
  );
  expect(await until(run, "running")).toMatchObject({ deviates: 1, autoAccept: true });

  await nodes[0].kill();
  expect(await seen(run)).toMatchObject({ state: "running", deviates: 1, autoAccept: true });
  await rows.query(`UPDATE preset_run SET ends_at = now() WHERE id = '${run}'`);
  expect(await until(run, "ended")).toMatchObject({ deviates: 0, autoAccept: false });
  const told = await rows.query<{ action: string }>(
    `SELECT action FROM audit WHERE subject_id = '${preset}' ORDER BY at, id`,
  );
  expect(told.map(({ action }) => action)).toEqual(["preset.started", "preset.ended"]);
});
