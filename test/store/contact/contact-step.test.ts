import { randomUUID } from "node:crypto";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { Client } from "pg";

import { apply, foldContact } from "../../../src/core/contact/apply.ts";
import { type Contact, open } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { contactRow } from "../../../src/store/contact/contact-row.ts";
import { loadContact, writeStep } from "../../../src/store/contact/contact-step.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { inTransaction } from "../../../src/store/transaction.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";

const AT = Date.now();
const [STAFF, SESSION, QUEUE, ENTRY, OFFER] = [1, 2, 3, 4, 5].map(() => randomUUID()) as [
  string,
  string,
  string,
  string,
  string,
];
const reopens = { contactId: randomUUID(), staffId: STAFF };

let database: TestDatabase;
let tables: Tables;
let client: Client;
let other: Client;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  client = await openSession(database.url);
  other = await openSession(database.url);
});

afterAll(async () => {
  await client.end();
  await other.end();
  await tables.close();
  await database.drop();
});

afterEach(() => other.query("ROLLBACK"));

/** A conversation with a contact that has just been opened. */
async function begin(): Promise<{ conversationId: string; contact: Contact; opening: ContactEvent }> {
  const conversationId = randomUUID();
  const opens = { ticketId: randomUUID(), dueAt: AT + 1_000, reopens };
  const opening = { code: "greeted", seq: 1, opens } as const;
  const contact = apply(open(randomUUID(), opens, AT), opening, AT);
  await tables.rows(
    `INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at)
     VALUES ($1, $1, $1, 'private', 7, $2, $2)`,
    [conversationId, new Date(AT)],
  );
  await tables.rows("INSERT INTO ticket (id, account_id, state, opened_at) VALUES ($1, $2, 'open', now())", [
    contact.ticketId,
    conversationId,
  ]);
  const row = { ...contactRow(contact), conversation_id: conversationId, account_id: conversationId };
  await tables.rows("INSERT INTO contact SELECT * FROM json_populate_record(NULL::contact, $1)", [
    JSON.stringify(row),
  ]);
  return { conversationId, contact, opening };
}

const load = (contactId: string) => loadContact(client, { contactId }, "look");
const step = (contact: Contact, event: ContactEvent, at: number) =>
  inTransaction(client, () => writeStep(client, contact, { events: [event], at, actor: `staff:${STAFF}` }));

const queued = { code: "queued", reason: "asked", queue: QUEUE, seq: 8 } as const;
const offered = {
  code: "offered",
  offer: OFFER,
  staff: STAFF,
  session: SESSION,
  until: AT + 30_000,
} as const;
const accepted = {
  code: "accepted",
  staff: STAFF,
  session: SESSION,
  mode: "accepted",
  offer: OFFER,
} as const;
const ended = { code: "ended", by: "agent", staff: STAFF, dueAt: AT + 60_000 } as const;

/** Everything that can happen to a contact, in one life. */
const life: readonly ContactEvent[] = [
  { code: "clarified", seq: 2, options: [ENTRY, QUEUE], rule: "close", scores: [] },
  { code: "missed", seq: 3, rule: "below_threshold", scores: [] },
  { code: "paused", seq: 4, rule: "below_threshold", dueAt: AT + 2_500 },
  { code: "answered", seq: 5, entry: ENTRY, version: 1, rule: "matched" },
  { code: "due", dueAt: AT + 5_000 },
  { code: "left_message", reason: "asked", queue: QUEUE, promisedAt: AT + 9_000, seq: 6 },
  { code: "waited", seq: 7 },
  { code: "queued", reason: "left_before", queue: QUEUE },
  offered,
  { code: "offer_ended", offer: OFFER, outcome: "no_answer" },
  offered,
  accepted,
  { code: "heard", seq: 8 },
  { code: "replied", seq: 9, staff: STAFF, parts: 1 },
  { code: "orphaned" },
  ended,
  { code: "resumed", staff: STAFF },
  { ...ended, dueAt: AT + 61_000 },
  { code: "wrapup_owed" },
  { code: "wrapped_up", staff: STAFF, reasonId: ENTRY, outcome: "solved" },
];

describe("a contact's row", () => {
  it("is at every step of a whole life the fold of its events", async () => {
    const { contact: opened, opening } = await begin();
    const told = [{ event: opening, at: AT }];
    let contact = opened;
    for (const [index, event] of life.entries()) {
      const at = AT + index + 1;
      contact = await step(contact, event, at);
      told.push({ event, at });
      expect(contact).toEqual(foldContact(opened.id, told));
      expect((await load(opened.id))?.contact).toEqual(contact);
    }
    expect(contact.state).toBe("closed");
    const events = await tables.rows(
      "SELECT seq, code, actor FROM event WHERE subject_id = $1 ORDER BY seq",
      [opened.id],
    );
    expect(events).toEqual(
      life.map(({ code }, index) => ({ seq: index + 2, code, actor: `staff:${STAFF}` })),
    );
  });

  it("refuses a step from what was read before somebody else's", async () => {
    const { contact } = await begin();
    await step(contact, queued, AT + 1);
    await expect(step(contact, queued, AT + 2)).rejects.toMatchObject({ code: "P0409" });
    expect((await load(contact.id))?.contact).toMatchObject({ eventSeq: 2, enqueuedAt: AT + 1 });
  });

  it("refuses what may not happen, and nothing is written", async () => {
    const { contact } = await begin();
    await expect(step(contact, accepted, AT + 1)).rejects.toThrow("illegal_transition");
    expect((await load(contact.id))?.contact).toEqual(contact);
  });
});

describe("the end of a talk", () => {
  const talk = async (...events: readonly ContactEvent[]) => {
    const { contact, conversationId } = await begin();
    let after = contact;
    for (const [index, event] of events.entries()) after = await step(after, event, AT + index + 1);
    const [row] = await tables.rows(
      `SELECT c.served_contact_id = $2 AS same, c.served_by AS by, c.served_at AS at, t.state AS ticket
       FROM conversation c, ticket t WHERE c.id = $1 AND t.id = $3`,
      [conversationId, contact.id, contact.ticketId],
    );
    return row;
  };

  it("is remembered by the conversation, with who had it, and leaves the ticket to the wrap-up", async () => {
    const row = { same: true, by: STAFF, at: new Date(AT + 4), ticket: "open" };
    expect(await talk(queued, offered, accepted, ended)).toEqual(row);
    expect(
      await talk(queued, offered, accepted, ended, {
        code: "wrapped_up",
        staff: STAFF,
      }),
    ).toEqual(row);
  });

  it("leaves the ticket open on which another contact is", async () => {
    const { contact, conversationId } = await begin();
    const sharing = { ...contactRow(contact), id: randomUUID(), state: "wrapup", owner_id: STAFF };
    const row = { ...sharing, conversation_id: conversationId, account_id: conversationId };
    await tables.rows("INSERT INTO contact SELECT * FROM json_populate_record(NULL::contact, $1)", [
      JSON.stringify(row),
    ]);
    await step(contact, { code: "closed", resolution: "idle" }, AT + 1);
    const state = () => tables.value("SELECT state::text FROM ticket WHERE id = $1", [contact.ticketId]);
    expect(await state()).toBe("open");
    expect(
      await tables.value("SELECT count(*)::int FROM event WHERE subject_id = $1", [contact.ticketId]),
    ).toBe(0);
  });

  it("is none where nobody talked: then silence closes the ticket", async () => {
    expect(await talk({ code: "closed", resolution: "idle" })).toEqual({
      same: null,
      by: null,
      at: null,
      ticket: "closed",
    });
  });
});

describe("loadContact", () => {
  it("finds the open contact of a conversation, and none once its talk is over", async () => {
    const { conversationId, contact } = await begin();
    const loaded = await loadContact(client, { conversationId }, "look");
    expect(loaded).toEqual({
      contact,
      conversationId,
      accountId: conversationId,
      surface: "private",
      seq: 7,
      lastInAt: AT,
    });
    await step(contact, { code: "closed", resolution: "idle" }, AT + 1);
    expect(await loadContact(client, { conversationId }, "look")).toBeUndefined();
    expect((await load(contact.id))?.contact.state).toBe("closed");
  });

  it("locks the conversation, and passes by one that somebody holds", async () => {
    const { conversationId, contact } = await begin();
    await other.query("BEGIN");
    await loadContact(other, { contactId: contact.id }, "wait");
    await inTransaction(client, async () => {
      expect(await loadContact(client, { conversationId }, "skip")).toBeUndefined();
      expect(await loadContact(client, { contactId: contact.id }, "skip")).toBeUndefined();
      expect(await loadContact(client, { conversationId }, "look")).toMatchObject({ contact });
    });
    await expect(
      inTransaction(client, () => loadContact(client, { conversationId }, "wait")),
    ).rejects.toMatchObject({ code: "55P03" });
  });

  it("shows what whoever held the lock has written", async () => {
    const { contact } = await begin();
    await other.query("BEGIN");
    const held = await loadContact(other, { contactId: contact.id }, "wait");
    const waiting = inTransaction(client, async () => {
      await client.query("SET LOCAL lock_timeout = 5000");
      return loadContact(client, { contactId: contact.id }, "wait");
    });
    const after = await writeStep(other, held?.contact ?? contact, {
      events: [queued],
      at: AT + 1,
      actor: "system",
    });
    await other.query("COMMIT");
    expect((await waiting)?.contact).toEqual(after);
  });
});
