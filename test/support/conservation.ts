import { expect } from "@jest/globals";
import { foldContact } from "../../src/core/contact/apply.ts";
import type { ContactEvent } from "../../src/core/contact/event.ts";
import { contactRow } from "../../src/store/contact/contact-row.ts";
import type { Tables } from "./tables.ts";

const STORED = "SELECT count(*)::int FROM inbox WHERE state = 'stored'";

const GAPS = `
  SELECT c.id FROM conversation c LEFT JOIN message m ON m.conversation_id = c.id
  GROUP BY c.id HAVING c.seq <> count(m.seq) OR min(m.seq) <> 1 OR max(m.seq) <> c.seq`;

const WITHOUT_MESSAGE = `
  SELECT b.key FROM inbox b LEFT JOIN message m ON m.conversation_id = b.conversation_id AND m.seq = b.seq
    AND m.author = 'fan'
  WHERE b.rule <> 'platform_report' AND m.seq IS NULL`;

/** The end of a turn, where the clock brought it: its last message had been told of before. */
const endsTurn = (seq: string): string => `
  SELECT 1 FROM event e JOIN event p ON p.subject_id = e.subject_id AND p.seq < e.seq AND p.data->>'seq' = e.data->>'seq'
  WHERE e.subject_id = m.contact_id AND e.data ? 'turn' AND (e.data->>'seq')::int = ${seq}`;

/** What we say answers one message, which says so itself, or a turn. */
const COUNTS = `
  SELECT (SELECT count(*)::int FROM inbox WHERE rule <> 'platform_report') AS heard,
    (SELECT count(*)::int FROM message WHERE author = 'fan') AS fan,
    (SELECT count(reply_seq)::int FROM inbox) AS replied,
    (SELECT count(*)::int FROM message WHERE author = 'bot') AS bot,
    (SELECT count(*)::int FROM outbox) AS outbox,
    (SELECT count(*)::int FROM message m WHERE m.author = 'bot' AND EXISTS (${endsTurn("m.seq - 1")})) AS "ofTurns",
    (SELECT count(*)::int FROM outbox o JOIN inbox b ON b.conversation_id = o.conversation_id
       AND b.reply_seq = o.seq JOIN message m ON m.conversation_id = o.conversation_id AND m.seq = o.seq
       AND m.author = 'bot') AS "outboxOfReplies"`;

/**
 * Each message of a fan is told once by an event: of its contact, or of the conversation where there was none. The
 * end of its turn, where the clock brought that, is told besides.
 */
const UNTOLD = `
  SELECT m.conversation_id, m.seq FROM message m
  WHERE m.author = 'fan' AND 1 <> (
    SELECT count(*) FROM event e WHERE (e.data->>'seq')::int = m.seq
      AND e.subject_id = coalesce(m.contact_id, m.conversation_id)) - (
    SELECT count(*) FROM (${endsTurn("m.seq")}) AS ended)`;

const CONTACTS = `
  SELECT k.id, row_to_json(k) AS row, (
    SELECT json_agg(json_build_object('at', e.at, 'seq', e.seq, 'event', e.data || jsonb_build_object('code', e.code))
      ORDER BY e.seq) FROM event e WHERE e.subject = 'contact' AND e.subject_id = k.id) AS told
  FROM contact k`;

/** A ticket's count of events is true, and it is closed where the last of them that closed or opened it closed it. */
const TICKETS_UNTOLD = `
  SELECT t.id, t.state, t.event_seq FROM ticket t LEFT JOIN event e ON e.subject = 'ticket' AND e.subject_id = t.id
  GROUP BY t.id HAVING t.event_seq <> count(e.seq)
    OR t.state::text <> coalesce((array_agg(CASE e.code WHEN 'closed' THEN 'closed' ELSE 'open' END ORDER BY e.seq DESC)
      FILTER (WHERE e.code IN ('closed', 'reopened')))[1], 'open')`;

type ContactCheck = {
  id: string;
  row: { [column: string]: unknown };
  told: { at: string; seq: number; event: ContactEvent }[];
};

/** What holds of every database where nothing waits any more, whatever went on before. */
export async function expectConservation(tables: Tables, keys: number): Promise<void> {
  expect(await tables.value(STORED)).toBe(0);
  expect(await tables.value("SELECT count(*)::int FROM inbox")).toBe(keys);
  const [counts] = await tables.rows<{ [name: string]: number }>(COUNTS);
  expect(counts).toMatchObject({
    fan: counts?.["heard"],
    bot: (counts?.["replied"] ?? 0) + (counts?.["ofTurns"] ?? 0),
    outbox: counts?.["bot"],
    outboxOfReplies: counts?.["replied"],
  });
  await expectHistory(tables);
}

/** Nothing is missing in any thread, everything is told by an event, and the rows are what these tell. */
export async function expectHistory(tables: Tables): Promise<void> {
  expect(await tables.rows(GAPS)).toEqual([]);
  expect(await tables.rows(WITHOUT_MESSAGE)).toEqual([]);
  expect(await tables.rows(UNTOLD)).toEqual([]);
  expect(await tables.rows(TICKETS_UNTOLD)).toEqual([]);
  for (const check of await tables.rows<ContactCheck>(CONTACTS)) expectFold(check);
}

/** The row of a contact is the fold of its events. */
function expectFold({ id, row, told }: ContactCheck): void {
  expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
  const contact = foldContact(
    id,
    told.map(({ event, at }) => ({ event, at: Date.parse(at) })),
  );
  const { conversation_id: _, account_id: __, ...columns } = row;
  const filled = Object.entries(columns).filter(([, value]) => value !== null);
  const folded = Object.entries(contactRow(contact)).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(filled.map(momentOf))).toEqual(Object.fromEntries(folded.map(momentOf)));
}

/** Moments are written differently here and there. */
function momentOf([column, value]: [string, unknown]): [string, unknown] {
  return [column, /_(?:at|since)$/.test(column) ? Date.parse(String(value)) : value];
}
