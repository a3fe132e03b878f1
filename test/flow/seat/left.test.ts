import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { expectSeatsFold, expectSeatsSound } from "../../support/seat-checks.ts";
import { openSeatFloor, type SeatFloor } from "../../support/seat-floor.ts";
import { openSeatNode, type SeatNode } from "../../support/seat-node.ts";

/** 17:00 in Shanghai: within the hours, and four before they end. */
const START = Date.UTC(2026, 10, 26, 9);
const WAIT_MS = 5 * MINUTE;

let database: TestDatabase;
let floor: SeatFloor;
let node: SeatNode;
let queue: string;
let now: number;

beforeAll(async () => {
  database = await testDatabase();
  floor = await openSeatFloor(database.url, START);
});
beforeEach(async () => {
  now = START;
  await floor.clear();
  queue = await floor.queue();
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

const said = (contactId: string) =>
  floor.tables.rows<{ text: string; seq: number; author: string; class: string; state: string }>(
    `SELECT m.content ->> 'text' AS text, m.seq, m.author, o.class, o.state
     FROM contact k JOIN message m ON m.conversation_id = k.conversation_id
       JOIN outbox o ON o.conversation_id = m.conversation_id AND o.seq = m.seq
     WHERE k.id = $1 ORDER BY m.seq`,
    [contactId],
  );
const lastSeq = (contactId: string) =>
  floor.tables.value<number>(
    "SELECT c.seq FROM conversation c JOIN contact k ON k.conversation_id = c.id WHERE k.id = $1",
    [contactId],
  );

describe("a fan who waits while nobody is there", () => {
  it("is told after five minutes when she will be answered, once, and need not wait", async () => {
    const contact = await floor.waits(queue, now);
    now += WAIT_MS - 1;
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    now += 1;
    await node.settle();
    await node.settle();
    // An hour within the hours, to the full minute.
    expect(await floor.contact(contact)).toMatchObject({
      state: "left_message",
      promisedAt: START + WAIT_MS + 60 * MINUTE,
      enqueuedAt: START,
    });
    expect(await said(contact)).toEqual([
      {
        text: expect.stringContaining("今天 18:05"),
        seq: 2,
        author: "bot",
        class: "notice",
        state: "queued",
      },
    ]);
    expect(await lastSeq(contact)).toBe(2);
    expect(node.woken).toContain("send");
  });

  it("of whom somebody may be hurt is told what to do until then", async () => {
    const contact = await floor.waits(queue, now, { reason: "risk" });
    now += WAIT_MS;
    await node.settle();
    expect((await said(contact))[0]?.text).toContain("120");
  });

  it("waits from the moment at which the last agent has gone", async () => {
    const amy = await floor.agent("amy", [queue], { presence: "not_ready" });
    const contact = await floor.waits(queue, now);
    now += 2 * WAIT_MS;
    await beats(amy.id);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
    const gone = now;
    while (now < gone + WAIT_MS - SECOND) {
      now += 9 * SECOND;
      await node.settle();
      if (now < gone + WAIT_MS) expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
    }
    now = gone + WAIT_MS;
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "left_message" });
  });

  it("does not hear it for another queue's sake", async () => {
    const other = await floor.queue();
    await floor.agent("amy", [other], { presence: "not_ready" });
    const [here, there] = [await floor.waits(queue, now), await floor.waits(other, now)];
    now += WAIT_MS;
    await floor.tables.rows("UPDATE agent_session SET beat_at = $1", [new Date(now)]);
    await node.settle();
    expect(await floor.contact(here)).toMatchObject({ state: "left_message" });
    expect(await floor.contact(there)).toMatchObject({ state: "queued" });
  });
});

const beats = (sessionId: string) =>
  floor.tables.rows("UPDATE agent_session SET beat_at = $2 WHERE id = $1", [sessionId, new Date(now)]);

describe("what a queue says of waiting without anybody", () => {
  const policy = (id: string, value: object) =>
    floor.tables.rows("UPDATE queue SET policy = $2 WHERE id = $1", [id, value]);

  it("holds her as long as it says itself, then sends her on to its next queue", async () => {
    const next = await floor.queue();
    await floor.tables.rows(
      "UPDATE queue SET group_id = (SELECT group_id FROM queue WHERE id = $2) WHERE id = $1",
      [next, queue],
    );
    await policy(queue, { unstaffedMsMax: MINUTE, overflowTo: next });
    await floor.agent("amy", [next], { presence: "not_ready" });
    const contact = await floor.waits(queue, now);
    now += MINUTE - 1;
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued", queueId: queue });
    now += 1;
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({
      state: "queued",
      queueId: next,
      queueReason: "overflow",
      enqueuedAt: START,
    });
  });

  it("lets her wait on where waiting alone is allowed", async () => {
    await policy(queue, { joinEmpty: "allow" });
    const contact = await floor.waits(queue, now);
    now += 10 * WAIT_MS;
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "queued" });
  });

  it("promises by its own opening, and takes what was left up only from then on, and once somebody is ready", async () => {
    await policy(queue, { hours: { open: "10:00", close: "16:00" }, joinEmpty: "if_ready" });
    const contact = await floor.waits(queue, now);
    now += WAIT_MS;
    await node.settle();
    const opening = Date.UTC(2026, 10, 27, 2);
    expect(await floor.contact(contact)).toMatchObject({
      state: "left_message",
      promisedAt: opening + 30 * MINUTE,
    });
    const amy = await floor.agent("amy", [queue], { at: now });
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "left_message" });

    now = opening;
    await floor.tables.rows("UPDATE agent_session SET beat_at = $1, presence = 'break'", [new Date(now)]);
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "left_message" });
    await floor.tables.rows("UPDATE agent_session SET presence = 'ready', version = version");
    await node.settle();
    expect(await floor.contact(contact)).not.toMatchObject({ state: "left_message" });
    expect(amy.id).toBeDefined();
  });
});

describe("a message that was left", () => {
  it("is somebody's as soon as anybody is signed in, at the place of its question", async () => {
    const early = await floor.waits(queue, now - 9 * 60 * MINUTE);
    const left = { code: "left_message", reason: "asked", promisedAt: now + MINUTE } as const;
    await floor.step(early, now, left);
    await node.settle();
    expect(await floor.contact(early)).toMatchObject({ state: "left_message" });

    const late = await floor.waits(queue, now);
    const amy = await floor.agent("amy", [queue], { at: now });
    await node.settle();
    expect(await floor.contact(early)).toMatchObject({
      state: "offered",
      queueReason: "left_before",
      offer: { staffId: amy.staffId },
    });
    expect(await floor.contact(late)).toMatchObject({ state: "queued" });
  });

  it("waits on while the only agent is on her way out", async () => {
    const amy = await floor.agent("amy", [queue]);
    await floor.tables.rows("UPDATE agent_session SET presence = 'logging_out' WHERE id = $1", [amy.id]);
    const contact = await floor.waits(queue, now - MINUTE);
    await floor.step(contact, now, { code: "left_message", reason: "asked", promisedAt: now + MINUTE });
    await node.settle();
    expect(await floor.contact(contact)).toMatchObject({ state: "left_message" });
    await floor.tables.rows("UPDATE agent_session SET presence = 'ready' WHERE id = $1", [amy.id]);
  });
});
