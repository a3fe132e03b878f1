import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Client } from "pg";

import { floorOf } from "../../src/core/seating/floor.ts";
import { loadFloor } from "../../src/store/floor.ts";
import { openSession } from "../../src/store/hot/session.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openTables, type Tables } from "../support/tables.ts";

let database: TestDatabase;
let tables: Tables;
let client: Client;
const group = randomUUID();

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  client = await openSession(database.url);
  await tables.rows("INSERT INTO queue_group (id, name, created_at) VALUES ($1, 'g', now())", [group]);
});

afterAll(async () => {
  await client.end();
  await tables.close();
  await database.drop();
});

async function queue(policy: object, ...members: readonly string[]): Promise<string> {
  const id = randomUUID();
  await tables.rows(
    "INSERT INTO queue (id, group_id, key, name, policy, created_at) VALUES ($1, $2, $3, 'q', $4, now())",
    [id, group, id, JSON.stringify(policy)],
  );
  for (const staffId of members)
    await tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [id, staffId]);
  return id;
}

async function agent(presence: "ready" | "break" | "offline" | undefined): Promise<string> {
  const [id, seat, number] = [randomUUID(), randomUUID(), randomUUID().slice(0, 8)];
  await tables.rows("INSERT INTO staff (id, login, name, created_at) VALUES ($1, $2, 'n', now())", [
    id,
    number,
  ]);
  if (presence === undefined) return id;
  await tables.rows("INSERT INTO seat (id, number, group_id) VALUES ($1, $2, $3)", [seat, number, group]);
  await tables.rows(
    `INSERT INTO agent_session (id, staff_id, seat_id, presence, state_since, idle_since, capacity, signed_in_at, beat_at,
       signed_out_at)
     VALUES ($1, $1, $2, $3::presence, now(), now(), 5, now(), now(), CASE WHEN $3 = 'offline' THEN now() END)`,
    [id, seat, presence],
  );
  return id;
}

describe("loadFloor", () => {
  it("finds nobody where there is nobody", async () => {
    expect(await loadFloor(client)).toEqual({ signedIn: [], queues: [] });
  });

  it("finds who is signed in, also on a break, and which queues that serves", async () => {
    const [ready, resting, gone, never] = await Promise.all([
      agent("ready"),
      agent("break"),
      agent("offline"),
      agent(undefined),
    ]);
    const served = await queue({}, ready, gone);
    const rested = await queue({ wrapMs: 180_000 }, resting);
    const left = await queue({}, gone, never);
    const floor = floorOf(await loadFloor(client));
    expect([ready, resting, gone, never].map(floor.signedIn)).toEqual([true, true, false, false]);
    expect([served, rested, left].map(floor.staffed)).toEqual([true, true, false]);
    expect([served, rested].map(floor.wrapMs)).toEqual([60_000, 180_000]);
  });
});
