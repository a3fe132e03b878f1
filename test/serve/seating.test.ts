import { randomFillSync } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { memoryBus } from "../../src/bus/memory.ts";
import { TOPIC } from "../../src/bus/topics.ts";
import { createIds } from "../../src/core/kernel/id.ts";
import { startSeating } from "../../src/serve/seat/seating.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openSeatFloor, type SeatFloor } from "../support/seat-floor.ts";

/** The loop would not look by itself before the test has failed: what happens, happens because it is woken, or at its time. */
const POLL_MS = 600_000;
const SOON_MS = 20_000;
const OFFER_MS = 300;

let database: TestDatabase;
let floor: SeatFloor;
const troubles: unknown[] = [];
const bus = memoryBus({ onError: (error) => troubles.push(error) });
let loop: ReturnType<typeof startSeating>;

beforeAll(async () => {
  database = await testDatabase();
  floor = await openSeatFloor(database.url, Date.now());
  loop = startSeating({
    url: database.url,
    channels: { of: () => undefined },
    bus,
    clock: Date.now,
    pollMs: POLL_MS,
    ids: createIds(Date.now, (bytes) => randomFillSync(bytes)),
    watch: {
      seated: () => undefined,
      refused: () => undefined,
      held: () => undefined,
      dueSoon: () => undefined,
      done: () => undefined,
      miscounted: () => undefined,
      trouble: (error) => troubles.push(error),
    },
  });
});

afterAll(async () => {
  await loop.stop();
  await bus.close();
  await floor.close();
  await database.drop();
  expect(troubles).toEqual([]);
});

/** How long until the contact is so, polled without resting. */
async function until(contactId: string, state: string, msMax: number): Promise<number> {
  const from = performance.now();
  while (performance.now() - from < msMax) {
    if ((await floor.contact(contactId)).state === state) return performance.now() - from;
  }
  throw new Error(`not ${state} within ${msMax} ms`);
}

it("seats a fan as soon as it is woken, tells her agent's desk, and ends the offer at its very time", async () => {
  const told: string[] = [];
  bus.subscribe(TOPIC.staff, (keys) => told.push(...(keys ?? [])));
  const queue = await floor.queue({ offerMs: OFFER_MS, noAnswerMax: 1 });
  const amy = await floor.agent("amy", [queue], { at: Date.now() });
  const contact = await floor.waits(queue, Date.now());
  bus.publish(TOPIC.seat);
  // Together, as a look that comes late has less of the offer left to see.
  const seatedMs = await until(contact, "offered", SOON_MS);
  const endedMs = await until(contact, "queued", OFFER_MS + SOON_MS);
  expect(seatedMs + endedMs).toBeGreaterThan(OFFER_MS / 2);
  expect(await floor.session(amy.id)).toMatchObject({ presence: "auto_away", used: 0 });
  expect(told).toContain(amy.staffId);
});
