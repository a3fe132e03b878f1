import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { signOut } from "../../../src/core/seating/leaving.ts";
import { loadWork, writeWork } from "../../../src/store/seat/work.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { expectSeatsFold, expectSeatsSound } from "../../support/seat-checks.ts";
import { openSeatFloor, type SeatFloor } from "../../support/seat-floor.ts";
import { openSeatNode, type SeatNode } from "../../support/seat-node.ts";

const START = Date.UTC(2026, 10, 26, 9);

let database: TestDatabase;
let floor: SeatFloor;
let node: SeatNode;
let now: number;

beforeAll(async () => {
  database = await testDatabase();
  floor = await openSeatFloor(database.url, START);
});

beforeEach(async () => {
  now = START;
  await floor.clear();
  node = openSeatNode(database.url, () => now);
});

afterEach(async () => {
  await expectSeatsSound(floor.tables);
  await expectSeatsFold(floor.tables, now);
  await node.close();
});

afterAll(async () => {
  await floor.close();
  await database.drop();
});

/** Her desk is there, as its stream would say. */
const beats = (...sessionIds: string[]) =>
  floor.tables.rows("UPDATE agent_session SET beat_at = $2 WHERE id = ANY ($1)", [sessionIds, new Date(now)]);

describe("a desk that falls silent", () => {
  /** Amy with one fan who waits for a word, one who does not, a wrap-up, and an offer. */
  async function workOnADesk() {
    const queue = await floor.queue({ autoAccept: true });
    const offering = await floor.queue();
    const amy = await floor.agent("amy", [queue, offering], { capacity: 4 });
    const [waiting, content, wrapping] = [
      await floor.waits(queue, now - 3 * MINUTE),
      await floor.waits(queue, now - 2 * MINUTE),
      await floor.waits(queue, now - MINUTE),
    ];
    await node.settle();
    await floor.step(content, now, { code: "replied", seq: 2, staff: amy.staffId, parts: 1 });
    await floor.step(wrapping, now, {
      code: "ended",
      by: "agent",
      staff: amy.staffId,
      dueAt: now + 10 * MINUTE,
    });
    const offered = await floor.waits(offering, now);
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ used: 4 });
    return { amy, waiting, content, wrapping, offered };
  }

  it("is lost after the grace: who waits queues at her old place, who does not stays hers, a wrap-up is owed", async () => {
    const { amy, waiting, content, wrapping, offered } = await workOnADesk();
    const beatAt = now;
    for (let waited = 0; waited <= 100 * SECOND; waited += 5 * SECOND) {
      now = START + waited;
      await node.settle();
    }
    expect(await floor.session(amy.id)).toMatchObject({
      presence: "offline",
      used: 0,
      signed_out_at: new Date(beatAt),
    });
    expect(await floor.contact(waiting)).toMatchObject({
      state: "queued",
      queueReason: "orphaned",
      enqueuedAt: START - 3 * MINUTE,
    });
    expect(await floor.contact(content)).toMatchObject({ state: "active", ownerId: amy.staffId });
    expect(await floor.contact(content)).not.toHaveProperty("sessionId");
    expect(await floor.contact(wrapping)).toMatchObject({ state: "wrapup", owedSince: expect.any(Number) });
    expect(await floor.contact(offered)).toMatchObject({ state: "queued", enqueuedAt: START });
    expect(node.woken).toContain("floor");
  });

  it("is kept as long as it is heard of", async () => {
    const { amy } = await workOnADesk();
    for (let waited = 0; waited <= 200 * SECOND; waited += 5 * SECOND) {
      now = START + waited;
      await beats(amy.id);
      await node.settle();
    }
    expect((await floor.session(amy.id)).signed_out_at).toBeNull();
  });

  it("is given the whole grace anew after nobody was listening", async () => {
    const { amy } = await workOnADesk();
    now += 10 * MINUTE;
    await node.settle();
    expect((await floor.session(amy.id)).signed_out_at).toBeNull();
    for (let waited = 0; waited <= 90 * SECOND; waited += 5 * SECOND) {
      now += 5 * SECOND;
      await node.settle();
    }
    expect((await floor.session(amy.id)).signed_out_at).not.toBeNull();
  });

  it("gets nothing new while it is silent", async () => {
    const queue = await floor.queue();
    const amy = await floor.agent("amy", [queue]);
    now += 30 * SECOND;
    const contact = await floor.waits(queue, now);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    await beats(amy.id);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "offered" });
  });
});

describe("a wrap-up that is not filled in time", () => {
  it("is owed, and its slot goes to the next fan at once", async () => {
    const queue = await floor.queue({ autoAccept: true });
    const amy = await floor.agent("amy", [queue]);
    const [first, second] = [await floor.waits(queue, now), await floor.waits(queue, now + 1)];
    await node.settle();
    await floor.step(first, now, { code: "ended", by: "agent", staff: amy.staffId, dueAt: now + MINUTE });
    now += MINUTE - 1;
    await beats(amy.id);
    await node.settle();
    expect(await floor.contact(second)).toMatchObject({ state: "queued" });
    now += 1;
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ used: 1, wrapups_owed: 1 });
    expect(await floor.contact(second)).toMatchObject({ state: "active" });
    now += MINUTE;
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ wrapups_owed: 1 });
  });

  it("lets an agent go who only waited for it", async () => {
    const queue = await floor.queue({ autoAccept: true });
    const amy = await floor.agent("amy", [queue]);
    const contact = await floor.waits(queue, now);
    await node.settle();
    await floor.step(contact, now, { code: "ended", by: "agent", staff: amy.staffId, dueAt: now + MINUTE });
    await signOutOf(amy.id);
    expect(await floor.session(amy.id)).toMatchObject({ presence: "logging_out" });
    now += MINUTE;
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ presence: "offline", signed_out_at: new Date(now) });
  });
});

async function signOutOf(sessionId: string): Promise<void> {
  await inTransaction(floor.client, async () => {
    const work = await loadWork(floor.client, sessionId, "offers");
    if (work === undefined) throw new Error("she is signed out");
    await writeWork(floor.client, signOut(work, now), { at: now, actor: `staff:${work.session.staffId}` });
  });
}

describe("the house's midnight", () => {
  it("begins anew what whoever is still signed in has had that day, and nothing else of her", async () => {
    const queue = await floor.queue({ autoAccept: true });
    const amy = await floor.agent("amy", [queue], { capacity: 4 });
    await floor.waits(queue, now - MINUTE);
    await node.settle();
    const midnight = Date.UTC(2026, 10, 26, 16);
    now = midnight - 1;
    await beats(amy.id);
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ accepted: 1, used: 1 });
    now = midnight;
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ accepted: 0, used: 1 });
    await floor.waits(queue, now);
    await node.settle();
    now += MINUTE;
    await beats(amy.id);
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ accepted: 1, used: 2 });
  });
});
