import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { expectSeatsFold, expectSeatsSound } from "../../support/seat-checks.ts";
import { openSeatFloor, type SeatFloor } from "../../support/seat-floor.ts";
import { openSeatNode, type SeatNode } from "../../support/seat-node.ts";

const NOW = Date.UTC(2026, 10, 26, 9);
const AGENTS = ["amy", "bo", "cy", "di"];
const ROOM = 3;
const FANS = 18;

let database: TestDatabase;
let floor: SeatFloor;

beforeAll(async () => {
  database = await testDatabase();
  floor = await openSeatFloor(database.url, NOW);
});
beforeEach(() => floor.clear());
afterAll(async () => {
  await floor.close();
  await database.drop();
});

/** More fans than the agents have room for, all at once. */
async function rush(): Promise<void> {
  const queue = await floor.queue({ autoAccept: true });
  for (const name of AGENTS) await floor.agent(name, [queue], { capacity: ROOM });
  for (let fan = 0; fan < FANS; fan += 1) await floor.waits(queue, NOW + fan);
}

const counted = (state: string) =>
  floor.tables.value<number>("SELECT count(*)::int FROM contact WHERE state = $1", [state]);

/** What must be true once nothing is left to do, whoever did it. */
async function expectFull(): Promise<void> {
  await expectSeatsSound(floor.tables);
  await expectSeatsFold(floor.tables, NOW);
  expect(await counted("active")).toBe(AGENTS.length * ROOM);
  // In the order in which they came: the first have an agent, the others none.
  const late = await floor.tables.value<number>(
    `SELECT count(*)::int FROM contact early JOIN contact late ON early.enqueued_at < late.enqueued_at
     WHERE early.state = 'queued' AND late.state = 'active'`,
  );
  expect(late).toBe(0);
  const said = await floor.tables.value<number>(
    "SELECT count(*)::int FROM event WHERE code = 'accepted' AND subject = 'contact'",
  );
  expect(said).toBe(AGENTS.length * ROOM);
}

describe("three nodes at one floor", () => {
  it("never give a contact to two, nor an agent more than she has room for", async () => {
    await rush();
    const nodes = [1, 2, 3].map(() => openSeatNode(database.url, () => NOW));
    await Promise.all(nodes.map((node) => node.round()));
    await expectSeatsSound(floor.tables);
    // Each looked at the same fans: what one was quicker with, the others were refused.
    const refused = nodes.reduce((sum, { said }) => sum + said.refused.length, 0);
    expect(refused).toBeGreaterThan(0);
    await Promise.all(nodes.map((node) => node.settle()));
    await nodes[0]?.settle();
    await expectFull();
    await Promise.all(nodes.map((node) => node.close()));
  });

  it("end an offer once, and start its contact's next one once", async () => {
    const queue = await floor.queue({ offerMs: 20_000, noAnswerMax: 1 });
    for (const name of AGENTS) await floor.agent(name, [queue], { capacity: ROOM });
    const contact = await floor.waits(queue, NOW);
    let now = NOW;
    const nodes = [1, 2, 3].map(() => openSeatNode(database.url, () => now));
    await nodes[0]?.settle();
    now += 20_000;
    await Promise.all(nodes.map((node) => node.settle()));
    await expectSeatsSound(floor.tables);
    const offers = await floor.tables.rows(
      "SELECT outcome FROM offer WHERE contact_id = $1 ORDER BY offered_at",
      [contact],
    );
    expect(offers).toEqual([{ outcome: "no_answer" }, { outcome: null }]);
    await Promise.all(nodes.map((node) => node.close()));
  });
});

describe("a node that dies", () => {
  /** Cuts the node's connection while it works, as a kill would: some of its writes are committed, one may be cut. */
  async function dieAfter(node: SeatNode, ms: number): Promise<boolean> {
    const client = await node.connect();
    const pid = await node
      .connect()
      .then((one) => one.query<{ pid: number }>("SELECT pg_backend_pid() AS pid"));
    const kill = new Promise<void>((resolve) => setTimeout(resolve, ms)).then(() =>
      floor.tables.rows("SELECT pg_terminate_backend($1)", [pid.rows[0]?.pid]),
    );
    const died = await node.settle().then(
      () => false,
      () => true,
    );
    await kill;
    await client.end().catch(() => undefined);
    return died;
  }

  it("leaves nothing half done, and another goes on where it stood", async () => {
    let deaths = 0;
    for (const ms of [3, 12, 30]) {
      await floor.clear();
      await rush();
      const doomed = openSeatNode(database.url, () => NOW);
      if (await dieAfter(doomed, ms)) deaths += 1;
      await expectSeatsSound(floor.tables);
      const other = openSeatNode(database.url, () => NOW);
      await other.settle();
      await expectFull();
      await other.close();
    }
    expect(deaths).toBeGreaterThan(0);
  }, 30_000);
});
