import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import pg from "pg";
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

/** Rounds of these until it is so; the lease goes by the database's clock, which no test moves. */
async function until(nodes: readonly SeatNode[], isSo: () => boolean): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > 10_000) throw new Error("nobody took over in ten seconds");
    for (const node of nodes) await node.round();
  }
}

const seats = ({ said }: SeatNode): boolean => [...said.held.values()].some(Boolean);

describe("three nodes at one floor", () => {
  it("never give a contact to two, nor an agent more than she has room for: one of them seats", async () => {
    await rush();
    const nodes = [1, 2, 3].map(() => openSeatNode(database.url, () => NOW));
    await Promise.all(nodes.map((node) => node.round()));
    await expectSeatsSound(floor.tables);
    expect(nodes.filter(seats)).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.settle()));
    await expectFull();
    expect(nodes.filter(({ said }) => said.seated > 0)).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it("end an offer once, and start its contact's next one once", async () => {
    const queue = await floor.queue({ offerMs: 20_000, noAnswerMax: 1 });
    for (const name of AGENTS) await floor.agent(name, [queue], { capacity: ROOM });
    const contact = await floor.waits(queue, NOW);
    let now = NOW;
    const nodes = [1, 2, 3].map(() => openSeatNode(database.url, () => now));
    for (const node of nodes) await node.settle();
    now += 20_000;
    await Promise.all(nodes.map((node) => node.settle()));
    // Whoever ended it need not be the one that seats.
    for (const node of nodes) await node.settle();
    await expectSeatsSound(floor.tables);
    const offers = await floor.tables.rows(
      "SELECT outcome FROM offer WHERE contact_id = $1 ORDER BY offered_at",
      [contact],
    );
    expect(offers).toEqual([{ outcome: "no_answer" }, { outcome: null }]);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it("go on at once where the one that seats is shut down", async () => {
    const [one, other] = [openSeatNode(database.url, () => NOW), openSeatNode(database.url, () => NOW)];
    await one.settle();
    await rush();
    await other.settle();
    expect([seats(one), seats(other)]).toEqual([true, false]);
    await one.close();
    await other.settle();
    await expectFull();
    await other.close();
  });

  it("do not believe themselves after another has taken over", async () => {
    const [one, other] = [openSeatNode(database.url, () => NOW), openSeatNode(database.url, () => NOW)];
    await rush();
    await one.round();
    await floor.tables.rows("UPDATE floor_lease SET until = now() - interval '1 second'");
    await other.settle();
    await one.settle();
    expect([seats(one), seats(other)]).toEqual([false, true]);
    await expectFull();
    await Promise.all([one.close(), other.close()]);
  });
});

describe("a node that dies", () => {
  const LEASE_MS = 300;

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

  it("leaves nothing half done, and another goes on where it stood when its lease is over", async () => {
    let deaths = 0;
    for (const ms of [3, 12, 30]) {
      await floor.clear();
      await rush();
      const doomed = openSeatNode(database.url, () => NOW, LEASE_MS);
      if (await dieAfter(doomed, ms)) deaths += 1;
      await expectSeatsSound(floor.tables);
      const other = openSeatNode(database.url, () => NOW, LEASE_MS);
      await until([other], () => seats(other));
      await other.settle();
      await expectFull();
      await other.close();
    }
    expect(deaths).toBeGreaterThan(0);
  }, 30_000);
});

describe("what the node that seats is told", () => {
  let now = NOW;
  let node: SeatNode;
  beforeEach(() => {
    now = NOW;
    node = openSeatNode(database.url, () => now);
  });

  it("is each change that anybody commits, once it is committed, however late that is", async () => {
    const queue = await floor.queue();
    const amy = await floor.agent("amy", [queue], { presence: "not_ready" });
    await node.settle();
    const slow = new pg.Client({ connectionString: database.url });
    await slow.connect();
    await slow.query("BEGIN");
    const ready = "UPDATE agent_session SET presence = 'ready', version = version + 1 WHERE id = $1";
    await slow.query(ready, [amy.id]);
    const contact = await floor.waits(queue, NOW);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    await slow.query("COMMIT");
    await slow.end();
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "offered" });
    await node.close();
  });

  it("is what an administrator changes: who serves a queue, and how it chooses", async () => {
    const queue = await floor.queue();
    const amy = await floor.agent("amy", [queue]);
    await floor.tables.rows("DELETE FROM queue_member");
    const contact = await floor.waits(queue, NOW);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    await floor.tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [
      queue,
      amy.staffId,
    ]);
    await floor.tables.rows("UPDATE queue SET policy = $1", [JSON.stringify({ autoAccept: true })]);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "active", ownerId: amy.staffId });
    await node.close();
  });
});
