import { setTimeout as delay } from "node:timers/promises";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { write } from "../support/knock.ts";
import { createRandom } from "../support/random.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { type Server, startServer } from "../support/server.ts";
import { readLedger } from "../../scripts/faults/witness/ledger.ts";
import { messageViolations as violations } from "../../scripts/faults/checker/messages.ts";
import { untilNothingIsStored, untilTurnsAreOver } from "./ledger.ts";
import { createFans, deliverThrough, writeInTurn } from "./platform.ts";
import { passTime, storeMessages, tornContacts } from "./prepare.ts";

const seed = Number(process.env["OUTAGE_SEED"] ?? Date.now() % 1_000_000);
const cuts = 12;
const apartMsMax = 60;

let database: TestDatabase;
let rows: Rows;
let server: Server;

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  server = await startServer({ databaseUrl: database.url });
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await server?.stop();
  await database?.drop();
});

/** In the middle of whatever they do: a read, a write, a commit. */
const cutAll = () =>
  rows.query(/* sql */ `
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`);

it("takes every message in once while its connections to the database are cut again and again", async () => {
  const random = createRandom(seed);
  const prefix = `o_cut_${seed}_`;
  let cutting = true;
  const fans = createFans(prefix, 16, 12, random);
  const written = Promise.all(
    fans.map((fan) => writeInTurn(fan, (told) => deliverThrough(async () => server, told))),
  ).finally(() => (cutting = false));
  let made = 0;
  for (; cutting && made < cuts; made += 1) {
    await cutAll();
    await delay(random.below(apartMsMax));
  }
  const history = (await written).flat();

  await untilNothingIsStored(rows, prefix);
  await untilTurnsAreOver(rows, prefix);
  const found = violations(history, await readLedger(rows, prefix));
  expect({ seed, found, torn: await tornContacts(rows) }).toEqual({ seed, found: [], torn: [] });
  expect(made).toBeGreaterThan(cuts / 4);
  const unanswered = history.filter(({ deliveries }) => deliveries.at(-1)?.kind !== "acknowledged");
  expect({ seed, unanswered }).toEqual({ seed, unanswered: [] });
}, 30_000);

it("lives on, and takes in what was stored, where a whole table is locked for a while", async () => {
  const prefix = `o_stored_${seed}_`;
  const other = await openRows(database.url);
  await other.query("BEGIN");
  await other.query("LOCK TABLE contact IN ACCESS EXCLUSIVE MODE");
  await rows.query("BEGIN");
  const stored = [];
  for (const fan of [0, 1]) {
    stored.push(...(await storeMessages(rows, server, { name: `${prefix}${fan}`, texts: ["几时发货"] })));
  }
  // So old that it is given up for now at the first try, while the other one is tried on.
  await rows.query("UPDATE inbox SET at = at - interval '1 minute' WHERE sender = $1", [`${prefix}0`]);
  await rows.query("COMMIT");
  const meets = (line: Readonly<Record<string, unknown>>): boolean =>
    line["msg"] === "batch failed" && line["failure"] === "locked" && line["size"] === 2;
  expect(await server.log.until(meets, 10_000)).toBeDefined();
  await other.query("COMMIT");
  await other.close();
  expect(await write(server, `${prefix}2`, "几时发货")).toMatchObject({ kind: "message" });
  await passTime(rows, "leases");
  await untilNothingIsStored(rows, prefix);
  await untilTurnsAreOver(rows, prefix);
  expect(violations(stored, await readLedger(rows, prefix))).toEqual([]);
}, 30_000);
