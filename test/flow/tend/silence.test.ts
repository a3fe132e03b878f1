import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { DataSource } from "typeorm";

import { DAY, MINUTE } from "../../../src/core/kernel/instant.ts";
import { createSilence } from "../../../src/flow/tend/silence.ts";
import { createDataSource } from "../../../src/store/data-source.ts";
import { silenceStore } from "../../../src/store/loop/silence.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await testDatabase();
  source = await createDataSource(database.url).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const began = Date.parse("2026-11-26T08:00:00Z");
const ALWAYS = { open: "00:00", close: "00:00", zone: "Asia/Shanghai" };

/** An account with so many messages in the week before, the last of them five minutes ago. */
async function account(messages: number, simulated = false): Promise<string> {
  const id = randomUUID();
  const lastAt = new Date(began - 5 * MINUTE);
  await source.query(
    `INSERT INTO account (id, platform, name, simulated, config, created_at)
     VALUES ($1, 'wechat-oa', $2, $3, '{}', $4)`,
    [id, id, simulated, new Date(began - 30 * DAY)],
  );
  await source.query(
    `INSERT INTO inbox (key, account_id, at, state, rule, raw)
     SELECT gen_random_uuid(), $1, $2::timestamptz - make_interval(secs => n * 600000.0 / $3), 'ignored', 'courtesy', ''
     FROM generate_series(0, $3 - 1) AS n`,
    [id, lastAt, messages],
  );
  await source.query(
    `INSERT INTO conversation (id, account_id, identity_id, surface, created_at, last_in_at)
     VALUES (gen_random_uuid(), $1, gen_random_uuid(), 'private', $2, $2)`,
    [id, lastAt],
  );
  return id;
}

/** A node, and what it was the first to tell. */
function node(clock: () => number) {
  const told: string[] = [];
  const silence = createSilence({
    store: silenceStore(source),
    clock,
    hoursOf: () => ALWAYS,
    watch: {
      begins: (id, since) => told.push(`${id} silent since ${(since - began) / MINUTE}`),
      ends: (id) => told.push(`${id} heard`),
      seen: () => undefined,
    },
  });
  return { ...silence, told };
}

it("tells once, on whichever node, of an account that falls silent by its own measure, and of its next message", async () => {
  let now = began;
  const one = node(() => now);
  const other = node(() => now);
  const busy = await account(7_000);
  const quiet = await account(100);
  const practice = await account(7_000, true);
  const round = async () => {
    await one.round();
    await other.round();
  };
  const state = () => [busy, quiet, practice].map((id) => one.now().get(id));

  // Forty of its gaps of a minute and a half make an hour.
  await round();
  now += 50 * MINUTE;
  await round();
  expect([state(), one.told]).toEqual([[undefined, undefined, undefined], []]);
  now += 10 * MINUTE;
  await round();
  await round();
  expect(state()).toEqual([began - 5 * MINUTE, undefined, undefined]);
  expect(other.now()).toEqual(one.now());
  expect([one.told, other.told]).toEqual([[`${busy} silent since -5`], []]);

  // A node that starts now finds it silent, and has nothing to tell.
  const late = node(() => now);
  await late.round();
  expect([late.now().get(busy), late.told]).toEqual([began - 5 * MINUTE, []]);

  await source.query(
    "INSERT INTO inbox (key, account_id, at, state, rule, raw) VALUES (gen_random_uuid(), $1, $2, 'ignored', 'courtesy', '')",
    [busy, new Date(now)],
  );
  now += MINUTE;
  await other.round();
  await one.round();
  expect([state()[0], one.told.length, other.told]).toEqual([undefined, 1, [`${busy} heard`]]);
});
