import type { Evidence } from "../checker/check.ts";
import type { Floor } from "../checker/floor.ts";
import type { Tried } from "../checker/sends.ts";
import { readLedger } from "./ledger.ts";
import { type Rows, type Spoken, wordsOf } from "./rows.ts";

/** What the database says of fans whose openid begins with the prefix, and of all who serve. */
export async function readEvidence(
  rows: Rows,
  prefix: string,
): Promise<Pick<Evidence, "ledger" | "tried" | "floor" | "open">> {
  // One moment for all of it.
  await rows.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const ledger = await readLedger(rows, prefix);
  const tried = await rows.query<TriedRow>(TRIED, [prefix]);
  const floor = await readFloor(rows);
  const open = await readOpen(rows);
  await rows.query("COMMIT");
  return {
    ledger,
    tried: tried.map(({ contents, ...row }) => ({ ...row, words: contents.map(wordsOf).join("\n") })),
    floor,
    open,
  };
}

/** Contacts, those who serve them, and their tickets; of one moment only within a transaction that sees one. */
export const readFloor = async (rows: Pick<Rows, "query">): Promise<Floor> => ({
  contacts: await rows.query(CONTACTS),
  sessions: await rows.query(SESSIONS),
  tickets: await rows.query(TICKETS),
});

/** What is under way, each row in words: nothing of it may last. */
const readOpen = async (rows: Rows): Promise<readonly string[]> =>
  (await rows.query<{ what: string }>(OPEN)).map(({ what }) => what);

type TriedRow = Omit<Tried, "words"> & { readonly contents: readonly Spoken[] };

/** An optional message in doubt is over: nobody has to decide on it. Short texts may have left as one, line by line. */
const TRIED = /* sql */ `
  SELECT i.external_id AS fan, o.conversation_id AS conversation, o.seq, (
      SELECT json_agg(m.content ORDER BY m.seq) FROM outbox p
        JOIN message_read m ON m.conversation_id = p.conversation_id AND m.seq = p.seq
      WHERE p.conversation_id = o.conversation_id AND o.seq IN (p.seq, p.paid_by)
    ) AS contents,
    CASE WHEN o.optional AND o.state = 'expired' THEN 'unknown' ELSE o.state::text END AS state
  FROM outbox o JOIN conversation c ON c.id = o.conversation_id JOIN identity i ON i.id = c.identity_id
  WHERE o.attempts > 0 AND o.paid_by IS NULL AND starts_with(i.external_id, $1)`;

const CONTACTS = /* sql */ `
  SELECT k.id, k.conversation_id AS conversation, k.ticket_id AS ticket, k.state, k.owner_id AS owner,
    k.session_id AS session, k.event_seq AS "eventSeq",
    (SELECT count(*)::int FROM offer f WHERE f.contact_id = k.id AND f.ended_at IS NULL) AS "liveOffers",
    (SELECT coalesce(json_agg(json_build_object('seq', e.seq, 'at', extract(epoch FROM e.at) * 1000,
        'event', e.data || jsonb_build_object('code', e.code)) ORDER BY e.seq), '[]')
      FROM event e WHERE e.subject = 'contact' AND e.subject_id = k.id) AS events,
    (SELECT coalesce(json_agg(json_build_object('seq', m.seq, 'staff', m.staff_id)), '[]')
      FROM message m WHERE m.conversation_id = k.conversation_id AND m.contact_id = k.id AND m.author = 'agent'
        AND m.internal IS NULL) AS said
  FROM contact k`;

const SESSIONS = /* sql */ `
  SELECT s.id, s.used, s.presence,
    (SELECT coalesce(sum(o.units), 0)::int FROM offer o WHERE o.session_id = s.id AND o.ended_at IS NULL)
      + (SELECT coalesce(sum(coalesce(k.units, 1)), 0)::int FROM contact k WHERE k.session_id = s.id AND k.state IN ('active', 'wrapup'))
      + (SELECT coalesce(sum(m.units), 0)::int FROM contact_member m WHERE m.session_id = s.id AND m.left_at IS NULL) AS held,
    (SELECT coalesce(json_agg(e.data || jsonb_build_object('code', e.code) ORDER BY e.seq), '[]')
      FROM event e WHERE e.subject = 'agent_session' AND e.subject_id = s.id) AS events
  FROM agent_session s`;

const TICKETS = /* sql */ `
  SELECT t.id, t.event_seq AS "eventSeq",
    (SELECT count(*)::int FROM event e WHERE e.subject = 'ticket' AND e.subject_id = t.id) AS events
  FROM ticket t`;

/** An offer has its time, and the loop a few seconds more to see that it is over; all else ends by itself. */
const OPEN = /* sql */ `
  SELECT 'inbox ' || key || ' stored' AS what FROM inbox WHERE state = 'stored'
  UNION ALL
  SELECT 'outbox ' || seq || ' of ' || conversation_id || ' ' || seen FROM outbox_seen WHERE seen IN ('queued', 'sending')
  UNION ALL
  SELECT 'the turn of contact ' || id FROM contact WHERE turn_seq IS NOT NULL
  UNION ALL
  SELECT 'the offer of contact ' || contact_id FROM offer WHERE ended_at IS NULL AND until < now() - interval '10 seconds'`;
