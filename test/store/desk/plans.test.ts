import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import pg from "pg";
import type { ListQuery, Tab } from "../../../src/action/list/ports.ts";
import type { Reach } from "../../../src/core/desk/reach.ts";
import { headOf, markRead, mayRead, profileOf } from "../../../src/store/desk/conversation.ts";
import { countsOf, listPage } from "../../../src/store/desk/list.ts";
import { deskStore } from "../../../src/store/desk/stream.ts";
import { threadPage } from "../../../src/store/desk/thread.ts";
import { epochTypes } from "../../../src/store/epoch.ts";
import { openSession } from "../../../src/store/hot/session.ts";
import { outboxStore } from "../../../src/store/work/outbox.ts";
import { ticketStore } from "../../../src/store/work/ticket.ts";
import { wrapUpStore } from "../../../src/store/work/wrap-up.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const FANS = 30_000;
/** What reading a whole table costs in the planner's eyes: as if there were a million fans. */
const TABLES_LARGER = 30;
const OPEN = 300;

let database: TestDatabase;
let client: pg.Client;
let explained: Explained[];
let me: string;
let conversationId: string;
let contactId: string;
let ticketId: string;
let accountId: string;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url, types: epochTypes });
  await client.connect();
  await fill();
}, 60_000);

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Of 30,000 fans a few hundred are being served, wait, or talk with the bot; the others have gone. */
async function fill(): Promise<void> {
  [me, accountId] = [randomUUID(), randomUUID()];
  await client.query(
    "INSERT INTO account (id, platform, name, simulated, config, created_at) VALUES ($1, 'test', 'a', true, '{}', now())",
    [accountId],
  );
  await client.query("INSERT INTO staff (id, login, name, created_at) VALUES ($1, 'lin', '小林', now())", [
    me,
  ]);
  await client.query(`
    CREATE FUNCTION fan(kind text, n int) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$ SELECT md5(kind || n)::uuid $$`);
  await client.query(
    `INSERT INTO identity (id, account_id, external_id, created_at)
     SELECT fan('i', n), $1, 'fan ' || n, now() FROM generate_series(1, ${FANS}) n`,
    [accountId],
  );
  await client.query(
    `INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at)
     SELECT fan('c', n), $1, fan('i', n), 'private', 4, now(), now() FROM generate_series(1, ${FANS}) n`,
    [accountId],
  );
  await client.query(
    `INSERT INTO ticket (id, account_id, state, opened_at, closed_at)
     SELECT fan('k', n), $1, CASE WHEN n > ${OPEN} THEN 'closed'::ticket_state ELSE 'open' END, now(),
       CASE WHEN n > ${OPEN} THEN now() END FROM generate_series(1, ${FANS}) n`,
    [accountId],
  );
  await client.query(
    `INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, event_seq, owner_id, created_at, enqueued_at,
       due_at, ended_at, resolution)
     SELECT fan('t', n), fan('c', n), $1, fan('k', n), s, 2, CASE WHEN s = 'active' THEN $2::uuid END, now(),
       CASE WHEN s <> 'bot' THEN now() END, CASE WHEN s = 'bot' THEN now() END, CASE WHEN s = 'closed' THEN now() END,
       CASE WHEN s = 'closed' THEN 'idle' END
     FROM (SELECT n, (CASE WHEN n <= 10 THEN 'active' WHEN n <= 100 THEN 'queued' WHEN n <= ${OPEN} THEN 'bot'
       ELSE 'closed' END)::contact_state AS s FROM generate_series(1, ${FANS}) n) x`,
    [accountId, me],
  );
  await client.query(
    `INSERT INTO message (conversation_id, seq, at, contact_id, author, content)
     SELECT fan('c', n), s, now(), fan('t', n), 'fan', '{"kind": "text", "text": "什么时候发货"}'
     FROM generate_series(1, ${FANS}) n, generate_series(1, 4) s`,
  );
  await client.query(
    `INSERT INTO outbox (conversation_id, seq, class, state, at)
     SELECT fan('c', n), 2, 'agent', CASE WHEN n <= 5 THEN 'unknown' ELSE 'accepted' END::outbox_state, now()
     FROM generate_series(1, ${FANS}) n`,
  );
  await client.query(
    `INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
     SELECT 'contact', fan('t', n), s, now(), 'fan', 'queued', '{}' FROM generate_series(1, ${FANS}) n, generate_series(1, 2) s`,
  );
  await client.query("VACUUM ANALYZE");
  await client.query(`SET seq_page_cost = ${TABLES_LARGER}; SET jit = off`);
  const { rows } = await client.query<{ c: string; t: string; k: string }>(
    "SELECT fan('c', 1) AS c, fan('t', 1) AS t, fan('k', 1) AS k",
  );
  [conversationId, contactId, ticketId] = [rows[0]?.c ?? "", rows[0]?.t ?? "", rows[0]?.k ?? ""];
}

/** The same connection, which first asks for the plan of everything that it is asked. */
function explaining(connection: pg.ClientBase = client): pg.ClientBase {
  explained = [];
  return {
    query: async (asked: string | { text: string; values?: unknown[] }, given?: unknown[]) => {
      const text = typeof asked === "string" ? asked : asked.text;
      const values = (typeof asked === "string" ? given : asked.values) ?? [];
      const { rows } = await connection.query<{ "QUERY PLAN": string }>(
        `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) ${text}`,
        values,
      );
      explained.push(readPlan(text, rows.map((row) => row["QUERY PLAN"]).join("\n")));
      return connection.query(text, values);
    },
  } as unknown as pg.ClientBase;
}

type Explained = {
  readonly plan: string;
  /** Pages that it touched, in memory or not. */
  readonly pages: number;
  /** Large tables that it read as a whole; a month in which nothing is does not count. */
  readonly scanned: readonly string[];
};

const SCAN = /Seq Scan on (message|contact|outbox|conversation|identity|event|ticket)(?:_\w+)? .*rows=(\d+)/g;

function readPlan(text: string, plan: string): Explained {
  const [, hit = "0"] = /Buffers: shared hit=(\d+)/.exec(plan) ?? [];
  const [, read = "0"] = /^\s*Buffers: shared (?:hit=\d+ )?read=(\d+)/m.exec(plan) ?? [];
  const scans = [...plan.matchAll(SCAN)].filter(([, , rows]) => Number(rows) > 1);
  return {
    plan: `${text}\n${plan}`,
    pages: Number(hit) + Number(read),
    scanned: scans.map(([line]) => line),
  };
}

/** What a question may touch, however many fans there are: of each open contact a handful of indexes, three pages deep. */
const PAGES_MAX = 20 * OPEN;

const reach = (): Reach => ({ staffId: me, asked: null, everybodys: null });
const own = (): Reach => ({ staffId: me, asked: null, everybodys: [] });
const list = (tab: Tab, given: Partial<ListQuery> = {}) =>
  listPage(explaining(), { tab, q: undefined, after: undefined, limit: 50, reach: reach(), ...given });

describe("what a desk asks", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["my contacts", () => list("mine")],
    ["who waits", () => list("waiting")],
    ["what the bot has", () => list("bot")],
    ["colleagues' contacts", () => list("colleagues")],
    ["what ended", () => list("ended")],
    ["what ended of mine", () => list("ended", { reach: own() })],
    ["the next page", () => list("ended", { after: `${Date.now()}_${contactId}` })],
    ["a search for words", () => list("ended", { q: "发货" })],
    ["a search for a number", () => list("mine", { q: "1001" })],
    ["the counts", () => countsOf(explaining(), reach(), Date.now() - 3_600_000)],
    ["whether I may see a thread", () => mayRead(explaining(), conversationId, own())],
    ["a thread's head", () => headOf(explaining(), conversationId, me)],
    ["a thread", () => threadPage(explaining(), conversationId, { limit: 50 }, Date.now())],
    [
      "a gap of a thread",
      () => threadPage(explaining(), conversationId, { after: 2, limit: 50 }, Date.now()),
    ],
    ["who the fan is", () => profileOf(explaining(), conversationId)],
    ["that I have read", () => markRead(explaining(), me, conversationId, 3)],
    ["doubtful sends", () => outboxStore(explaining()).unknown(me)],
    ["owed wrap-ups", () => wrapUpStore(explaining()).owed(me)],
    ["a ticket", () => ticketStore(explaining()).read(ticketId)],
    ["a ticket's events", () => ticketStore(explaining()).events(ticketId, { after: undefined, limit: 200 })],
    ["open tickets", () => tickets("open")],
    ["closed tickets", () => tickets("closed")],
  ])("finds %s by an index", async (_, ask) => {
    await ask();
    expect(explained.length).toBeGreaterThan(0);
    for (const question of explained) expectBounded(question);
  });

  it("finds everything that a stream asks by an index", async () => {
    const plans: typeof explained = [];
    const session = await openSession(database.url);
    const store = deskStore(async (work) => {
      const result = await work(explaining(session));
      plans.push(...explained);
      return result;
    });
    const stamps = await store.stamps([me]);
    expect(stamps.get(me)?.contacts).toHaveLength(10);
    await store.rows([contactId]);
    await store.offers([contactId]);
    await store.news({
      messages: [{ conversationId, after: 2 }],
      lines: [{ conversationId, contactId, after: 0 }],
      since: Date.now() - 3_600_000,
      max: 50,
    });
    await store.sends([{ conversationId, seq: 2 }]);
    await store.seqs([conversationId]);
    await store.waiting();
    await store.bots();
    await store.ended([me], Date.now() - 3_600_000);
    await session.end();
    expect(plans.length).toBeGreaterThanOrEqual(10);
    for (const question of plans) expectBounded(question);
  });
});

function expectBounded({ plan, pages, scanned }: Explained): void {
  if (scanned.length > 0 || pages > PAGES_MAX) throw new Error(`${pages} pages, ${scanned.join()}\n${plan}`);
}

const tickets = (state: "open" | "closed") =>
  ticketStore(explaining()).page({
    state,
    assigneeId: undefined,
    due: "any",
    q: undefined,
    after: undefined,
    limit: 50,
    reach: reach(),
    at: Date.now(),
  });
