import { afterAll, afterEach, beforeAll, beforeEach, expect } from "@jest/globals";
import { SECOND } from "../../src/core/kernel/instant.ts";
import type { Scope } from "../../src/core/access/actor.ts";
import { type ApiNode, type Browser, browser, openApiNode, signedIn } from "./api.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { expectSeatsFold, expectSeatsSound } from "./seat-checks.ts";
import { openSeatFloor, type SeatFloor } from "./seat-floor.ts";
import { openSeatNode, type SeatNode } from "./seat-node.ts";

export const START = Date.now();
export const OFFER_MS = 20 * SECOND;

export type Person = { readonly id: string; readonly call: Browser };
export type SeatedPerson = Person & { readonly seatId: string };

export type SessionSeen = {
  readonly id: string;
  readonly presence: string;
  readonly cause: string | null;
  readonly used: number;
};

/**
 * People at the API and a loop beside it, on a floor with one queue that is empty again for each test. The clock
 * stands where a test puts it. After each test every count, row and segment must be what the events say.
 */
export function seatPeople() {
  let database: TestDatabase;
  let floor: SeatFloor;
  let api: ApiNode;
  let loop: SeatNode;
  let queue = "";
  let now = START;

  beforeAll(async () => {
    database = await testDatabase();
    floor = await openSeatFloor(database.url, START);
    api = await openApiNode({ url: database.url, clock: () => now });
  });
  beforeEach(async () => {
    now = START;
    await floor.clear();
    queue = await floor.queue({ offerMs: OFFER_MS });
    loop = openSeatNode(database.url, () => now);
  });
  afterEach(async () => {
    await expectSeatsSound(floor.tables);
    await expectSeatsFold(floor.tables, now);
    await loop.close();
  });
  afterAll(async () => {
    expect(api.bugs).toEqual([]);
    await api.close();
    await floor.close();
    await database.drop();
  });

  /** Somebody with an account who serves the queue, not yet at a seat. */
  async function person(
    name: string,
    role: "agent" | "supervisor" | "admin" = "agent",
    queues: Scope = "all",
  ): Promise<Person> {
    const { id, cookie } = await signedIn(floor.tables, [{ role, queues }], now);
    await floor.tables.rows("UPDATE staff SET name = $2 WHERE id = $1", [id, name]);
    await floor.tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [queue, id]);
    return { id, call: browser(api, cookie) };
  }
  const offerOf = (contactId: string) =>
    floor.tables.value<string>(
      "SELECT id FROM offer WHERE contact_id = $1 ORDER BY offered_at DESC, id DESC LIMIT 1",
      [contactId],
    );

  return {
    floor: () => floor,
    loop: () => loop,
    queue: () => queue,
    now: () => now,
    /** Lets time pass; desks that are open beat meanwhile, as their streams would. */
    async pass(ms: number, desks: "beat" | "silent" = "beat"): Promise<void> {
      now += ms;
      if (desks === "beat") await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
    },
    setPolicy: (policy: object) => floor.tables.rows("UPDATE queue SET policy = $1", [policy]),
    person,
    async seated(name: string, presence: "ready" | "not_ready" = "ready"): Promise<SeatedPerson> {
      const one = await person(name);
      const seatId = await floor.seat(`A-${name}`);
      const { status } = await one.call("POST", "/seat/session", { seatId, presence });
      expect(status).toBe(200);
      return { ...one, seatId };
    },
    offerOf,
    /** A fan waits, and the loop offers her to whoever is there. */
    async offered(): Promise<{ readonly contactId: string; readonly offerId: string }> {
      const contactId = await floor.waits(queue, now);
      await loop.settle();
      expect(await floor.contact(contactId)).toMatchObject({ state: "offered" });
      return { contactId, offerId: await offerOf(contactId) };
    },
    async sessionOf(staffId: string): Promise<SessionSeen | undefined> {
      const [row] = await floor.tables.rows<SessionSeen>(
        "SELECT * FROM agent_session WHERE staff_id = $1 ORDER BY signed_in_at DESC, id DESC LIMIT 1",
        [staffId],
      );
      return row;
    },
  };
}

/** Status, code and parameters of a refusal. */
export function faultOf({ status, body }: { readonly status: number; readonly body: unknown }) {
  const { error } = body as { error: { code: string; params: object } };
  return [status, error.code, error.params];
}
