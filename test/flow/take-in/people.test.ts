import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Client } from "pg";

import type { ContactEvent } from "../../../src/core/contact/event.ts";
import type { Floor } from "../../../src/core/seating/floor.ts";
import type { Channel } from "../../../src/flow/channel.ts";
import type { HotStore } from "../../../src/flow/ports.ts";
import { loadContact, writeStep } from "../../../src/store/contact/contact-step.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { expectConservation } from "../../support/conservation.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { emptyFloor, staffedFloor, WRAP_MS } from "../../support/floor.ts";
import { type Node, openNode } from "../../support/node.ts";
import { ANSWERS, openShop, SAYS } from "../../support/shop.ts";
import { openTables, type Tables, threadOf } from "../../support/tables.ts";

const [AMY, DESK, OFFER] = [randomUUID(), randomUUID(), randomUUID()] as const;

let database: TestDatabase;
let tables: Tables;
let channel: Channel;
let node: Node;
let session: Client;
let now = Date.now();
let floor: Floor;
/** How many messages each batch wrote. */
const written: number[] = [];
let meanwhile: (() => Promise<unknown>) | undefined;
let sent = 0;

/** Something happens once, after a batch has read and before it writes. */
const between = (store: HotStore): HotStore => ({
  ...store,
  async write(batch) {
    const happens = meanwhile;
    meanwhile = undefined;
    await happens?.();
    written.push(batch.inbox.length);
    return store.write(batch);
  },
});

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  channel = await openShop(database.url);
  session = await openSession(database.url);
  node = await openNode({
    url: database.url,
    channel,
    clock: () => now,
    lanes: 1,
    floor: () => floor,
    wrap: between,
  });
});

afterAll(async () => {
  await node.close();
  await session.end();
  await expectConservation(tables, sent);
  await tables.close();
  await database.drop();
});

beforeEach(() => {
  floor = staffedFloor;
  node.record.failed.length = 0;
});

const message = (fan: string, content: string) => ({ fan, number: (sent += 1), content });
const say = (fan: string, content: string) => node.answer(message(fan, content));
const leave = (fan: string) =>
  node.answer({ fan, number: (sent += 1), content: { kind: "event", event: { name: "unfollowed" } } });
const wakes = () => node.record.taken.at(-1)?.result.wakes ?? [];

const conversationOf = (fan: string) =>
  tables.value<string>(
    "SELECT c.id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE i.external_id = $1",
    [fan],
  );

/** What agents and the floor do to the fan's open contact. */
async function step(fan: string, ...events: readonly ContactEvent[]): Promise<void> {
  const conversationId = await conversationOf(fan);
  await inTransaction(session, async () => {
    const loaded = await loadContact(session, { conversationId }, "wait");
    if (loaded === undefined) throw new Error("nothing is open");
    await writeStep(session, loaded.contact, { events, at: now, actor: "system" });
  });
}

const offered = { code: "offered", offer: OFFER, staff: AMY, session: DESK, until: 0 } as const;
const accepted = { code: "accepted", staff: AMY, session: DESK, mode: "accepted", offer: OFFER } as const;
const ended = { code: "ended", by: "agent", staff: AMY, dueAt: 0 } as const;

/** A fan whom Amy has. */
async function talk(fan: string): Promise<void> {
  await say(fan, SAYS.person);
  await step(fan, offered, accepted, { code: "replied", seq: 2, staff: AMY, parts: 1 });
}

const contactsOf = async (fan: string) =>
  tables.rows<{ [column: string]: unknown }>(
    `SELECT k.id, k.ticket_id, k.state, k.owner_id, k.queue_reason, k.parent_contact_id, k.prefer_id, k.waiting_since,
       k.due_at, k.promised_at, k.talk_ended_by FROM contact k WHERE conversation_id = $1 ORDER BY k.created_at, k.id`,
    [await conversationOf(fan)],
  );
const servedOf = async (fan: string) =>
  (
    await tables.rows(
      "SELECT served_contact_id, served_ticket_id, served_by, served_at FROM conversation WHERE id = $1",
      [await conversationOf(fan)],
    )
  )[0];

/** As a wrap-up does that leaves no work. */
const CLOSE = `
  WITH shut AS (
    UPDATE ticket SET state = 'closed', closed_at = now(), event_seq = event_seq + 1, version = version + 1
    WHERE id = $1 RETURNING id, event_seq)
  INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
  SELECT 'ticket', id, event_seq, now(), 'system', 'closed', '{}' FROM shut`;
/** Whether somebody waits for a lock that another holds. */
const WAITING = `
  SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')`;
const ticketOf = async (contact: { [column: string]: unknown } | undefined) =>
  (
    await tables.rows(
      `SELECT t.state::text, t.closed_at, t.version, coalesce((SELECT json_agg(e.actor || ' ' || e.code ORDER BY e.seq)
         FROM event e WHERE e.subject = 'ticket' AND e.subject_id = t.id), '[]') AS told
       FROM ticket t WHERE t.id = $1`,
      [contact?.["ticket_id"]],
    )
  )[0];

describe("a message of a fan whom an agent has", () => {
  it("is the agent's, who is woken, and the bot is silent", async () => {
    await talk("heard");
    expect(await say("heard", SAYS.ship)).toEqual({ kind: "silent" });
    expect(wakes()).toEqual([{ topic: "staff", staffId: AMY }]);
    expect(await contactsOf("heard")).toMatchObject([
      { state: "active", owner_id: AMY, waiting_since: new Date(now), due_at: null },
    ]);
  });

  it("wakes the one to whom the fan is offered", async () => {
    await say("offered", SAYS.person);
    expect(wakes()).toEqual([{ topic: "seat" }]);
    await step("offered", offered);
    await say("offered", SAYS.ship);
    expect(wakes()).toEqual([{ topic: "staff", staffId: AMY }]);
    await leave("offered");
    expect(wakes()).toEqual([{ topic: "seat" }, { topic: "staff", staffId: AMY }]);
    expect(await contactsOf("offered")).toMatchObject([{ state: "abandoned", due_at: null }]);
  });

  it("goes to the end of the talk where the agent ended it meanwhile", async () => {
    await talk("crossed");
    meanwhile = () => step("crossed", ended);
    await say("crossed", SAYS.nonsense);
    expect(node.record.failed).toEqual(["raced"]);
    const [first, second] = await contactsOf("crossed");
    expect(first).toMatchObject({ state: "wrapup", owner_id: AMY });
    expect(second).toMatchObject({
      state: "queued",
      queue_reason: "reopened",
      parent_contact_id: first?.["id"],
    });
  });

  it("meets the talk again that the agent took up meanwhile", async () => {
    await talk("resumed");
    const { id: contactId } = (await contactsOf("resumed"))[0] ?? {};
    await step("resumed", ended);
    meanwhile = () =>
      inTransaction(session, async () => {
        const loaded = await loadContact(session, { contactId: String(contactId) }, "wait");
        if (loaded === undefined) throw new Error("it is there");
        const events = [{ code: "resumed", staff: AMY }] as const;
        await writeStep(session, loaded.contact, { events, at: now, actor: "system" });
      });
    await say("resumed", SAYS.nonsense);
    expect(node.record.failed).toEqual(["raced"]);
    expect(await contactsOf("resumed")).toMatchObject([{ id: contactId, state: "active" }]);
  });
});

describe("a fan who leaves in the middle of a talk", () => {
  it("ends it, and the conversation remembers whom she had", async () => {
    await talk("left");
    await leave("left");
    expect(wakes()).toEqual([{ topic: "staff", staffId: AMY }]);
    const [contact] = await contactsOf("left");
    expect(contact).toMatchObject({
      state: "wrapup",
      owner_id: AMY,
      talk_ended_by: "fan",
      due_at: new Date(now + WRAP_MS),
    });
    expect(await servedOf("left")).toEqual({
      served_contact_id: contact?.["id"],
      served_ticket_id: contact?.["ticket_id"],
      served_by: AMY,
      served_at: new Date(now),
    });
  });

  it("may be back in the same batch, and goes on with it", async () => {
    await talk("back");
    await Promise.all([leave("back"), say("back", SAYS.nonsense), say("other fan", SAYS.ship)]);
    expect(written.at(-1)).toBe(3);
    const [first, second] = await contactsOf("back");
    expect(first).toMatchObject({ state: "wrapup" });
    expect(second).toMatchObject({
      state: "queued",
      ticket_id: first?.["ticket_id"],
      parent_contact_id: first?.["id"],
      prefer_id: AMY,
    });
  });
});

describe("a fan who writes after a talk", () => {
  it("opens a contact of its own that knows the one before", async () => {
    await talk("again");
    await step("again", ended);
    now += 60_000;
    expect(await say("again", SAYS.ship)).toMatchObject({ kind: "say" });
    const [first, second] = await contactsOf("again");
    expect(second).toMatchObject({
      state: "queued",
      queue_reason: "reopened",
      parent_contact_id: first?.["id"],
      prefer_id: AMY,
      waiting_since: new Date(now),
    });
    expect(wakes()).toEqual([{ topic: "seat" }]);
  });

  it("is on the ticket of the one before, which opens again where it was closed", async () => {
    await talk("ticket");
    await step("ticket", ended);
    await say("ticket", SAYS.ship);
    const [first, second] = await contactsOf("ticket");
    expect(second?.["ticket_id"]).toBe(first?.["ticket_id"]);
    expect(await ticketOf(first)).toEqual({ state: "open", closed_at: null, version: 1, told: [] });

    await step("ticket", offered, accepted, ended);
    await tables.rows(CLOSE, [first?.["ticket_id"]]);
    expect(await ticketOf(first)).toMatchObject({ state: "closed" });
    // Twice in one batch: she leaves while she waits, and is back.
    await Promise.all([say("ticket", SAYS.nonsense), leave("ticket"), say("ticket", SAYS.ship)]);
    expect(await contactsOf("ticket")).toMatchObject([{}, {}, { state: "abandoned" }, { state: "queued" }]);
    expect(await ticketOf(first)).toEqual({
      state: "open",
      closed_at: null,
      version: 3,
      told: ["system closed", "fan reopened"],
    });
    expect(new Set((await contactsOf("ticket")).map((contact) => contact["ticket_id"])).size).toBe(1);
  });

  it("opens the ticket also where somebody is just closing it", async () => {
    await talk("closing");
    await step("closing", ended);
    const [first] = await contactsOf("closing");
    await session.query("BEGIN");
    await session.query(CLOSE, [first?.["ticket_id"]]);
    const answer = say("closing", SAYS.ship);
    while (!(await tables.value(WAITING)));
    await session.query("COMMIT");
    await answer;
    expect(await ticketOf(first)).toMatchObject({ state: "open", told: ["system closed", "fan reopened"] });
  });

  it("opens nothing with thanks, and wakes nobody", async () => {
    await talk("thanks");
    await step("thanks", ended);
    expect(await say("thanks", SAYS.thanks)).toEqual({ kind: "silent" });
    expect(wakes()).toEqual([]);
    expect(await contactsOf("thanks")).toHaveLength(1);
  });
});

describe("a fan who writes while nobody is there", () => {
  it("is told the promised time, and keeps her request", async () => {
    floor = emptyFloor;
    await say("night", SAYS.person);
    expect(wakes()).toEqual([{ topic: "floor" }]);
    const [contact] = await contactsOf("night");
    expect(contact).toMatchObject({ state: "left_message", queue_reason: "asked", due_at: null });
    expect(contact?.["promised_at"]).toEqual(expect.any(Date));
    expect((await threadOf(tables, "night")).at(-1)).toMatch(/^bot: 现在客服不在线.*前在这里回复您/);
    expect(await say("night", SAYS.ship)).toEqual({ kind: "silent" });
    expect(wakes()).toEqual([{ topic: "seat" }]);
    expect(await contactsOf("night")).toHaveLength(1);
  });
});

describe("a batch of everything", () => {
  it("does to each what it would do to each alone", async () => {
    await talk("all 1");
    await say("all 2", SAYS.person);
    await Promise.all([
      say("all 1", "first"),
      say("all 1", "second"),
      say("all 2", "third"),
      say("all 3", SAYS.person),
      say("all 4", SAYS.ship),
      leave("all 5"),
    ]);
    expect(written.at(-1)).toBe(6);
    expect((await contactsOf("all 1"))[0]).toMatchObject({ state: "active" });
    expect((await contactsOf("all 3"))[0]).toMatchObject({ state: "queued" });
    expect(await threadOf(tables, "all 4")).toEqual([`fan: ${SAYS.ship}`, `bot: ${ANSWERS.ship}`]);
  });
});
