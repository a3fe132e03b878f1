import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
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

const offerOf = (contactId: string) =>
  floor.tables.rows<{ outcome: string | null; reason: string | null; staff_id: string }>(
    "SELECT * FROM offer WHERE contact_id = $1 ORDER BY offered_at, id",
    [contactId],
  );

/** Her desk is there, as its stream would say. */
const beats = (...sessionIds: string[]) =>
  floor.tables.rows("UPDATE agent_session SET beat_at = $2 WHERE id = ANY ($1)", [sessionIds, new Date(now)]);

describe("a channel that interrupts", () => {
  it("passes her capacity by one contact, and by no second one, and no other channel does", async () => {
    const queue = await floor.queue({ autoAccept: true });
    const amy = await floor.agent("amy", [queue], { at: now });
    await floor.tables.rows("UPDATE staff SET abilities = $1", [{ interrupts: ["weibo"] }]);
    const loud = (contactId: string) =>
      floor.tables.rows("UPDATE contact SET demand = $2 WHERE id = $1", [contactId, { channel: "weibo" }]);
    const first = await floor.waits(queue, now);
    await node.settle();
    const second = await floor.waits(queue, now);
    await node.settle();
    expect(await floor.contact(second)).toMatchObject({ state: "queued" });
    const urgent = await floor.waits(queue, now);
    await loud(urgent);
    await node.settle();
    expect(await floor.contact(urgent)).toMatchObject({ state: "active", ownerId: amy.staffId });
    const another = await floor.waits(queue, now);
    await loud(another);
    await node.settle();
    expect(await floor.contact(another)).toMatchObject({ state: "queued" });
    expect(await floor.session(amy.id)).toMatchObject({ used: 2 });
    expect(await floor.contact(first)).toMatchObject({ state: "active" });
    // No event told of the channel.
    await floor.tables.rows("UPDATE contact SET demand = NULL");
  });
});

describe("a fan who waits", () => {
  it("is offered to the agent who has been idle longest, until the queue's time is up", async () => {
    const queue = await floor.queue({ offerMs: 20 * SECOND });
    await floor.agent("amy", [queue], { at: now });
    const bo = await floor.agent("bo", [queue], { at: now - 5 * SECOND });
    await beats(bo.id);
    const contact = await floor.waits(queue, now);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({
      state: "offered",
      offer: { staffId: bo.staffId },
      dueAt: now + 20 * SECOND,
    });
    expect(await floor.session(bo.id)).toMatchObject({ used: 1 });
    expect(node.woken).toEqual(new Set([`staff:${bo.staffId}`, "floor"]));
    expect(node.nextAt()).toBe(now + 20 * SECOND);
  });

  it("is seated at once where the queue accepts by itself", async () => {
    const queue = await floor.queue({ autoAccept: true });
    const amy = await floor.agent("amy", [queue], { at: now - SECOND });
    const contact = await floor.waits(queue, now);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({
      state: "active",
      ownerId: amy.staffId,
      sessionId: amy.id,
      acceptedAt: now,
    });
    expect(await offerOf(contact)).toMatchObject([{ outcome: "accepted" }]);
    expect((await floor.session(amy.id)).idle_since.getTime()).toBe(now);
  });

  it("goes to her old agent first", async () => {
    const queue = await floor.queue();
    await floor.agent("amy", [queue], { at: now - MINUTE });
    const bo = await floor.agent("bo", [queue]);
    const contact = await floor.waits(queue, now, { prefer: bo.staffId });
    await node.settle();
    expect((await floor.contact(contact)).offer?.staffId).toBe(bo.staffId);
  });

  it("waits where her account's fans wait, if she asked before the account named a queue", async () => {
    const queue = await floor.queue();
    await floor.agent("amy", [queue]);
    const contact = await floor.waits(queue, now, { unnamed: true });
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    await floor.tables.rows("UPDATE account SET queue_id = $1", [queue]);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "offered" });
  });

  it("waits while nobody is ready, has room, or is still employed", async () => {
    const queue = await floor.queue();
    await floor.agent("amy", [queue], { presence: "not_ready" });
    const bo = await floor.agent("bo", [queue]);
    await floor.tables.rows("UPDATE staff SET state = 'disabled' WHERE id = $1", [bo.staffId]);
    const cy = await floor.agent("cy", [queue], { capacity: 1 });
    const [first, second] = [await floor.waits(queue, now), await floor.waits(queue, now + 1)];
    await node.settle();
    expect(await floor.contact(first)).toMatchObject({ state: "offered", offer: { staffId: cy.staffId } });
    expect(await floor.contact(second)).toMatchObject({ state: "queued" });
  });
});

describe("an offer that is not answered", () => {
  it("goes to the next agent at the same place, and sets the one who missed it away", async () => {
    const queue = await floor.queue({ offerMs: 20 * SECOND, noAnswerMax: 1 });
    const amy = await floor.agent("amy", [queue], { at: now - SECOND });
    const bo = await floor.agent("bo", [queue]);
    const contact = await floor.waits(queue, now - MINUTE);
    await node.settle();
    now += 20 * SECOND - 1;
    await node.settle();
    expect((await floor.contact(contact)).offer?.staffId).toBe(amy.staffId);
    now += 1;
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({
      offer: { staffId: bo.staffId },
      enqueuedAt: START - MINUTE,
    });
    expect(await floor.session(amy.id)).toMatchObject({
      presence: "auto_away",
      cause: "no_answer",
      used: 0,
      no_answers: 1,
    });
    expect(await offerOf(contact)).toMatchObject([{ outcome: "no_answer" }, { outcome: null }]);
  });

  it("only counts while the queue allows more, and keeps her from new ones for a short rest", async () => {
    const queue = await floor.queue({ offerMs: 20 * SECOND, noAnswerMax: 2 });
    const amy = await floor.agent("amy", [queue]);
    const contact = await floor.waits(queue, now);
    await node.settle();
    now += 20 * SECOND;
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ presence: "ready", used: 0, no_answers: 1 });
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    await beats(amy.id);
    now += 10 * SECOND - 1;
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    // It looks again of its own accord when her rest is over.
    expect(node.nextAt()).toBe(now + 1);
    now += 1;
    await node.settle();
    // Nobody else is there, so she is asked again.
    expect(await floor.contact(contact)).toMatchObject({ state: "offered" });
  });

  it("takes her other offers with it when she is set away", async () => {
    const queue = await floor.queue({ offerMs: 20 * SECOND, noAnswerMax: 1 });
    const amy = await floor.agent("amy", [queue], { capacity: 2 });
    const first = await floor.waits(queue, now);
    await node.settle();
    now += 10 * SECOND;
    const second = await floor.waits(queue, now);
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ used: 2 });
    now += 10 * SECOND;
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ presence: "auto_away", used: 0, no_answers: 1 });
    expect(await floor.contact(second)).toMatchObject({ state: "queued" });
    expect(await offerOf(second)).toMatchObject([{ outcome: "withdrawn", reason: "set_away" }]);
    expect(await offerOf(first)).toMatchObject([{ outcome: "no_answer" }]);
  });
});

describe("an offer whose fan has left", () => {
  it("is taken back once, without a mark against the agent", async () => {
    const queue = await floor.queue();
    const amy = await floor.agent("amy", [queue], { at: now - MINUTE });
    const contact = await floor.waits(queue, now);
    await beats(amy.id);
    await node.settle();
    await floor.step(contact, now, { code: "abandoned", resolution: "unfollowed" });
    await node.settle();
    await node.settle();
    expect(await floor.session(amy.id)).toMatchObject({ presence: "ready", used: 0, no_answers: 0 });
    expect((await floor.session(amy.id)).idle_since.getTime()).toBe(START - MINUTE);
    expect(await offerOf(contact)).toMatchObject([{ outcome: "withdrawn", reason: "contact_gone" }]);
  });
});

describe("a count that is wrong", () => {
  it("is told each minute, and never mended in silence", async () => {
    const queue = await floor.queue({ autoAccept: true });
    const amy = await floor.agent("amy", [queue], { capacity: 3 });
    await floor.waits(queue, now);
    await node.settle();
    expect(node.miscounted).toEqual([]);
    await floor.tables.rows("UPDATE agent_session SET used = 2 WHERE id = $1", [amy.id]);
    now += 59 * SECOND;
    await node.settle();
    expect(node.miscounted).toEqual([]);
    now += SECOND;
    await node.settle();
    expect(node.miscounted).toEqual([{ sessionId: amy.id, used: 2, held: 1 }]);
    expect(await floor.session(amy.id)).toMatchObject({ used: 2 });
    await floor.tables.rows("UPDATE agent_session SET used = 1 WHERE id = $1", [amy.id]);
  });
});
