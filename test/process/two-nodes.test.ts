import { setTimeout as delay } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { createRandom, type Random } from "../support/random.ts";
import { openRows, type Rows } from "../support/rows.ts";
import { counterOf, type Server, spawnServer, whenReady } from "../support/server.ts";
import { readLedger } from "../../scripts/faults/witness/ledger.ts";
import { messageViolations as violations } from "../../scripts/faults/checker/messages.ts";
import type { Delivery, Told } from "../../scripts/faults/witness/told.ts";
import { untilNothingIsStored, untilTurnsAreOver } from "./ledger.ts";
import { createFans, deliver, type Fan, tell, writeInTurn } from "./platform.ts";
import { tornContacts } from "./prepare.ts";

const seed = Number(process.env["NODES_SEED"] ?? Date.now() % 1_000_000);
const fansCount = 24;
const textsCount = 6;
const deliveriesMax = 3;
const apartMsMax = 6;

let database: TestDatabase;
let rows: Rows;
let nodes: readonly [Server, Server];

beforeAll(async () => {
  database = await testDatabase();
  rows = await openRows(database.url);
  // At once, on an empty database, as a first deployment of two may: neither can make the account before both try.
  await rows.query("BEGIN; LOCK TABLE account IN EXCLUSIVE MODE");
  const spawned = await Promise.all([1, 2].map(() => spawnServer({ databaseUrl: database.url })));
  while ((await rows.query(waiting)).length < spawned.length);
  await rows.query("COMMIT");
  const [one, two] = await Promise.all(spawned.map(whenReady));
  if (one === undefined || two === undefined) throw new Error("two were started");
  nodes = [one, two];
}, 60_000);

afterAll(async () => {
  await rows?.close();
  await Promise.all((nodes ?? []).map((node) => node.stop()));
  await database?.drop();
});

const waiting = /* sql */ `
  SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT granted AND datname = current_database()`;

/** Delivers a message so often, a few milliseconds apart, each time to one node or the other. */
async function deliverTo(told: Told, times: number, random: Random): Promise<Told> {
  const plans = Array.from({ length: times }, () => ({
    node: random.pick(nodes),
    afterMs: random.below(apartMsMax),
  }));
  const deliveries = await Promise.all(
    plans.map(async ({ node, afterMs }): Promise<Delivery> => {
      await delay(afterMs);
      return deliver(node, told);
    }),
  );
  return { ...told, deliveries };
}

const total = async (name: string, labels = {}): Promise<number> =>
  (await Promise.all(nodes.map((node) => counterOf(node, name, labels)))).reduce((sum, n) => sum + n, 0);

async function expectKept(prefix: string, history: readonly Told[]): Promise<void> {
  await untilNothingIsStored(rows, prefix);
  await untilTurnsAreOver(rows, prefix);
  const found = violations(history, await readLedger(rows, prefix));
  expect({ seed, found, torn: await tornContacts(rows) }).toEqual({ seed, found: [], torn: [] });
}

describe("two nodes on one database", () => {
  it("that start at once on an empty one make one practice account on each platform", async () => {
    expect(nodes[0].account.id).toBe(nodes[1].account.id);
    const made = await rows.query("SELECT platform FROM account ORDER BY created_at");
    expect(made).toEqual(["wechat-oa", "weibo", "wechat-mini"].map((platform) => ({ platform })));
    expect(await rows.query("SELECT 1 FROM faq_entry")).toHaveLength(3 * 40);
  });

  it("take every message in once, in its fan's order, however it is delivered", async () => {
    const random = createRandom(seed);
    const fans = createFans(`o_two_${seed}_`, fansCount, textsCount, random);
    const send = (told: Told) => deliverTo(told, random.below(deliveriesMax + 1), random);
    const history = (await Promise.all(fans.map((fan) => writeInTurn(fan, send)))).flat();

    await expectKept(`o_two_${seed}_`, history);
    const delivered = history.filter(({ deliveries }) => deliveries.length > 0);
    expect((await readLedger(rows, `o_two_${seed}_`)).inbox).toHaveLength(delivered.length);
    // Every delivery of one message is answered alike, whichever node it came to.
    const differing = delivered.filter(
      ({ deliveries }) => new Set(deliveries.map((delivery) => JSON.stringify(delivery))).size > 1,
    );
    expect({ seed, differing }).toEqual({ seed, differing: [] });
  }, 30_000);

  it("take a burst of one fan in without a gap, and nothing twice", async () => {
    const random = createRandom(seed + 1);
    const fans: readonly Fan[] = createFans(`o_burst_${seed}_`, 4, 12, random);
    const sent = fans.flatMap(({ name, texts }) => texts.map((text) => tell(name, 0, text)));
    const history = await Promise.all(sent.map((told) => deliverTo(told, 2, random)));
    // At the same time there is no order to be kept: every one is the fan's first.
    await untilNothingIsStored(rows, `o_burst_${seed}_`);
    await untilTurnsAreOver(rows, `o_burst_${seed}_`);
    const found = violations(history, await readLedger(rows, `o_burst_${seed}_`));
    expect({ seed, found: found.filter((it) => !it.includes("out of order")) }).toEqual({ seed, found: [] });
  }, 30_000);

  it("count together what the database holds", async () => {
    const [count] = await rows.query<{ inbox: number }>("SELECT count(*)::int AS inbox FROM inbox");
    const ends = await Promise.all(
      ["answered", "waiting", "ignored", "dead"].map((outcome) => total("messages_taken_total", { outcome })),
    );
    expect({ seed, ends: ends.reduce((sum, n) => sum + n, 0) }).toEqual({ seed, ends: count?.inbox });
  });
});
