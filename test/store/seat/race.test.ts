import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { changePresence } from "../../../src/core/seating/leaving.ts";
import { makeOffer } from "../../../src/core/seating/offering.ts";
import type { Lease, Written } from "../../../src/flow/seat/ports.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { beat } from "../../../src/store/seat/beat.ts";
import { seatingStore } from "../../../src/store/seat/seating-store.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { expectSeatsFold, expectSeatsSound } from "../../support/seat-checks.ts";
import { openSeatFloor, type SeatFloor } from "../../support/seat-floor.ts";

const AT = Date.UTC(2026, 10, 26, 9);
const MANY = 6;
const LOCK_MS = 5_000;

let database: TestDatabase;
let floor: SeatFloor;
let connections: readonly ReturnType<typeof createConnection>[];
let queue: string;
let lease: Lease;

beforeAll(async () => {
  database = await testDatabase();
  floor = await openSeatFloor(database.url, AT);
  connections = Array.from({ length: MANY }, () => createConnection(database.url, LOCK_MS));
  await Promise.all(connections.map((connect) => connect()));
});
beforeEach(async () => {
  await floor.clear();
  queue = await floor.queue();
  await floor.tables.rows("DELETE FROM floor_lease");
  const [held] = await storeOf(0).hold(randomUUID(), 60_000);
  if (held === undefined) throw new Error("somebody else seats this group");
  lease = held;
});
afterEach(async () => {
  await expectSeatsSound(floor.tables);
  await expectSeatsFold(floor.tables, AT + MANY);
});
afterAll(async () => {
  await Promise.all(connections.map(async (connect) => (await connect()).end()));
  await floor.close();
  await database.drop();
});

type Agent = { readonly id: string; readonly staffId: string };

/** One connection's try, each at a moment of its own. */
function seat(index: number, contactId: string, agent: Agent): Promise<Written> {
  const at = AT + index;
  const offer = {
    id: randomUUID(),
    contactId,
    staffId: agent.staffId,
    sessionId: agent.id,
    at,
    until: at + 30_000,
    units: 1,
  };
  return storeOf(index).seat({ contactId, sessionId: agent.id, lease }, at, (contact, session) =>
    makeOffer(contact, session, offer, "offered"),
  );
}
const storeOf = (index: number) => seatingStore(connections[index] ?? createConnection(database.url));
const made = (written: readonly Written[]) => written.filter((one) => typeof one !== "string").length;

describe("many who decide at once", () => {
  it("give one agent no more contacts than she has room for", async () => {
    const amy = await floor.agent("amy", [queue], { capacity: 2 });
    const contacts: string[] = [];
    for (let fan = 0; fan < MANY; fan += 1) contacts.push(await floor.waits(queue, AT));
    const written = await Promise.all(contacts.map((contact, index) => seat(index, contact, amy)));
    expect(made(written)).toBe(2);
    expect(await floor.session(amy.id)).toMatchObject({ used: 2 });
  });

  it("give one contact to one agent", async () => {
    const agents: Agent[] = [];
    for (let n = 0; n < MANY; n += 1) agents.push(await floor.agent(`agent ${n}`, [queue]));
    const contact = await floor.waits(queue, AT);
    const written = await Promise.all(agents.map((agent, index) => seat(index, contact, agent)));
    expect(made(written)).toBe(1);
  });

  it("offer nothing to an agent who is just leaving", async () => {
    const amy = await floor.agent("amy", [queue], { capacity: MANY });
    const contacts: string[] = [];
    for (let fan = 0; fan < MANY - 1; fan += 1) contacts.push(await floor.waits(queue, AT));
    const leave = seatingStore(connections[MANY - 1] ?? createConnection(database.url)).change(
      { sessionId: amy.id, scope: "offers" },
      AT + MANY,
      (work) => changePresence(work, { code: "presence_changed", to: "break", by: "agent", reason: "meal" }),
    );
    const [left] = await Promise.all([leave, ...contacts.map((contact, index) => seat(index, contact, amy))]);
    // Work that came to her in between makes her leaving look again, as an action's runner would.
    if (typeof left === "string") expect(left).toBe("raced");
    else expect(await floor.session(amy.id)).toMatchObject({ presence: "break", used: 0 });
  });
});

describe("a lease", () => {
  const hold = (index: number, node: string, ms = 60_000) => storeOf(index).hold(node, ms);

  it("is one node's at a time, whoever asks at once", async () => {
    await floor.tables.rows("DELETE FROM floor_lease");
    const nodes = Array.from({ length: MANY }, () => randomUUID());
    const held = await Promise.all(nodes.map((node, index) => hold(index, node)));
    expect(held.filter((leases) => leases.length === 1)).toHaveLength(1);
  });

  it("is prolonged by its holder under the same token, and comes to another under a new one when it is over", async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await floor.tables.rows("UPDATE floor_lease SET until = now() - interval '1 second'");
    const [first] = await hold(0, one);
    await floor.tables.rows("UPDATE floor_lease SET until = now() + interval '20 seconds'");
    expect(await hold(0, one)).toEqual([first]);
    expect(await hold(1, other)).toEqual([]);
    await storeOf(0).release(one);
    const [second] = await hold(1, other);
    expect(second).toEqual({ groupId: first?.groupId, token: Number(first?.token) + 1 });
    expect(await hold(0, one)).toEqual([]);
  });

  it("that is another's by now makes nothing true any more", async () => {
    const amy = await floor.agent("amy", [queue]);
    const contact = await floor.waits(queue, AT);
    await floor.tables.rows("UPDATE floor_lease SET until = now() - interval '1 second'");
    await hold(1, randomUUID());
    expect(await seat(0, contact, amy)).toBe("fenced");
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
  });
});

describe("a desk's beat", () => {
  const beatAt = (id: string) =>
    floor.tables
      .value<Date>("SELECT beat_at FROM agent_session WHERE id = $1", [id])
      .then((date) => date.getTime());

  it("is kept, but not each one, and changes nothing else of the session", async () => {
    const amy = await floor.agent("amy", [queue]);
    await beat(floor.client, [amy.id, randomUUID()], AT + 4_999);
    expect(await beatAt(amy.id)).toBe(AT);
    await beat(floor.client, [amy.id], AT + 5_001);
    expect(await beatAt(amy.id)).toBe(AT + 5_001);
    expect(await floor.tables.value("SELECT version FROM agent_session WHERE id = $1", [amy.id])).toBe(1);
  });

  it("waits for nobody who is changing the session", async () => {
    const [amy, bo] = [await floor.agent("amy", [queue]), await floor.agent("bo", [queue])];
    const other = await connections[0]?.();
    await other?.query("BEGIN");
    await other?.query("SELECT 1 FROM agent_session WHERE id = $1 FOR UPDATE", [amy.id]);
    await beat(floor.client, [amy.id, bo.id], AT + 9_000);
    await other?.query("ROLLBACK");
    expect([await beatAt(amy.id), await beatAt(bo.id)]).toEqual([AT, AT + 9_000]);
  });
});
