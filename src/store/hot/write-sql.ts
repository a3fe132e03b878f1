import { ALL, CHANGING, servesAnother } from "../contact/contact-row.ts";

/**
 * A whole batch in one statement, one commit. What was read is only a guess: the unique keys, `seq` and
 * `event_seq` judge, and `must` takes everything back where one of them says no.
 * Rows are locked and inserted in key order everywhere, so that two nodes with the same fans cannot deadlock. The
 * order in which parts of one statement run is not promised: what must wait for another part counts its rows.
 *
 * Whatever a batch does, it does at one moment, $1: a contact that it queues was queued then.
 *
 * $1 moment, $2 known threads, $3 new threads, $4 contacts, $5 inbox, $6 messages, $7 events, $8 lane,
 * $9 batch, $10 settled, $11 the ids of conversations and contacts: rows name them by their place in it, since a
 * uuid in JSON is written, checked and parsed again each time. $12 attachments, $13 ratings, $14 answers to notices and $15 reports of them, in the seldom parts. A
 * message of ours says with l, f and p how it leaves (outbox).
 */
const THREADS = /* sql */ `
WITH thread AS MATERIALIZED (
  SELECT ($11::uuid[])[c] AS id, w, s FROM json_to_recordset($2) AS t(c int, w int, s int) ORDER BY 1
), moved AS (
  -- In the order of thread: it drives the join, since nothing but its ids finds a conversation here.
  UPDATE conversation c SET seq = thread.s, last_in_at = $1 FROM thread WHERE c.id = thread.id AND c.seq = thread.w
  RETURNING 1
`;

/** The same, where a talk with a person may have ended: who comes back is no stranger. */
const SERVED_THREADS = /* sql */ `
WITH thread AS MATERIALIZED (
  SELECT ($11::uuid[])[c] AS id, w, s, v, y, z, e
  FROM json_to_recordset($2) AS t(c int, w int, s int, v uuid, y uuid, z uuid, e uuid)
  ORDER BY 1
), moved AS (
  UPDATE conversation c SET seq = thread.s, last_in_at = $1, served_contact_id = coalesce(v, c.served_contact_id),
    served_ticket_id = coalesce(z, c.served_ticket_id), served_by = coalesce(y, c.served_by),
    served_at = CASE WHEN v IS NULL THEN c.served_at ELSE $1 END,
    scene_id = coalesce(e, c.scene_id), scene_at = CASE WHEN e IS NULL THEN c.scene_at ELSE $1 END
  FROM thread WHERE c.id = thread.id AND c.seq = thread.w
  RETURNING 1
`;

const NEW_THREADS = /* sql */ `
), fresh AS MATERIALIZED (
  SELECT i, n, ($11::uuid[])[c] AS c, a, x, s
  FROM json_to_recordset($3) AS f(i uuid, n boolean, c int, a uuid, x text, s int)
), met AS (
  INSERT INTO identity (id, account_id, external_id, created_at)
  SELECT i, a, x, $1 FROM fresh WHERE n ORDER BY a, x
), begun AS (
  INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at)
  SELECT c, a, i, 'private'::surface, s, $1, $1 FROM fresh ORDER BY i
`;

/** The same, where some came by a code's scene. */
const SCENE_THREADS = /* sql */ `
), fresh AS MATERIALIZED (
  SELECT i, n, ($11::uuid[])[c] AS c, a, x, s, e
  FROM json_to_recordset($3) AS f(i uuid, n boolean, c int, a uuid, x text, s int, e uuid)
), met AS (
  INSERT INTO identity (id, account_id, external_id, created_at)
  SELECT i, a, x, $1 FROM fresh WHERE n ORDER BY a, x
), begun AS (
  INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at, scene_id, scene_at)
  SELECT c, a, i, 'private'::surface, s, $1, $1, e, CASE WHEN e IS NOT NULL THEN $1::timestamptz END FROM fresh ORDER BY i
`;

/** Contacts that the bot has and keeps, and only talks in: all that changes is what it remembers. */
const TALKS = /* sql */ `
), change AS MATERIALIZED (
  SELECT ($11::uuid[])[k] AS i, ($11::uuid[])[c] AS c, a, t, w, e, q, qa, m, le, l, g, d
  FROM json_to_recordset($4) AS h(k int, c int, a uuid, t uuid, w int, e int, q uuid[], qa timestamptz, m int, le uuid,
    l contact_lane, g boolean, d int)
), stepped AS (
  UPDATE contact k SET event_seq = h.e, asked = h.q, asked_at = h.qa, misses = h.m, last_entry_id = h.le, lane = h.l,
    greeted = h.g
  FROM change h
  WHERE k.id = h.i AND k.event_seq = h.w AND (SELECT count(*) FROM moved) >= 0
  RETURNING 1
), ticketed AS (
  INSERT INTO ticket (id, account_id, state, opened_at) SELECT t, a, 'open', $1 FROM change WHERE w IS NULL ORDER BY t
), opened AS (
  INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, event_seq, asked, asked_at, misses, last_entry_id,
    lane, greeted, due_at, created_at)
  SELECT i, c, a, t, 'bot', e, q, qa, m, le, l, g, $1::timestamptz + make_interval(secs => d / 1000.0), $1
  FROM change WHERE w IS NULL ORDER BY i
  RETURNING 1
`;

const listOf = (columns: readonly string[], each = (name: string): string => name): string =>
  columns.map(each).join(", ");

/** Contacts in any state: their whole rows. */
const CONTACTS = /* sql */ `
), change AS MATERIALIZED (
  SELECT ($11::uuid[])[h.c] AS of_conversation, h.a AS of_account, h.w AS was, ${listOf(ALL, (name) => `r.${name}`)}
  FROM json_to_recordset($4) AS h(c int, a uuid, w int, r json), json_populate_record(NULL::contact, h.r) AS r
), stepped AS (
  UPDATE contact k SET ${listOf(CHANGING, (name) => `${name} = h.${name}`)} FROM change h
  WHERE k.id = h.id AND k.event_seq = h.was AND (SELECT count(*) FROM moved) >= 0
  RETURNING k.id, k.ticket_id, k.state
), ticketed AS (
  INSERT INTO ticket (id, account_id, state, event_seq, opened_at, closed_at)
  SELECT ticket_id, of_account, (CASE state WHEN 'closed' THEN 'closed' ELSE 'open' END)::ticket_state,
    CASE state WHEN 'closed' THEN 1 ELSE 0 END, $1, CASE state WHEN 'closed' THEN $1::timestamptz END
  FROM change WHERE was IS NULL AND parent_contact_id IS NULL ORDER BY ticket_id
  RETURNING id, event_seq, state
), joined AS MATERIALIZED (
  -- Of what is reopened the ticket is there. Read anew under its lock: whoever closes it at this moment has done so,
  -- or waits and sees the contact that joins.
  SELECT id, state FROM ticket WHERE id IN (SELECT ticket_id FROM change WHERE was IS NULL AND parent_contact_id IS NOT NULL)
    AND (SELECT count(*) FROM moved) >= 0
  ORDER BY id FOR UPDATE
), reopened AS (
  UPDATE ticket t SET state = 'open', closed_at = NULL, event_seq = t.event_seq + 1, version = t.version + 1
  FROM joined WHERE t.id = joined.id AND joined.state = 'closed'
  RETURNING t.id, t.event_seq
), opened AS (
  INSERT INTO contact (conversation_id, account_id, ${listOf(ALL)})
  SELECT of_conversation, of_account, ${listOf(ALL)} FROM change
  -- A contact that ends in this batch has to have ended before its conversation opens the next one.
  WHERE was IS NULL AND (SELECT count(*) FROM stepped) >= 0 ORDER BY id
  RETURNING 1
`;

const GIVEN = /* sql */ `
), given AS (
  SELECT k, a, ($11::uuid[])[c] AS c, s, r, st, ru, w, x, so
  FROM json_to_recordset($5) AS b(k uuid, a uuid, c int, s int, r int, st inbox_state, ru text, w text, x text, so bigint)
), taken AS (`;

const AFTER_INBOX = /* sql */ `
  RETURNING 1
), spoken AS MATERIALIZED (
  SELECT ($11::uuid[])[c] AS c, s, ($11::uuid[])[k] AS k, w, b, e, v, l, f, p
  FROM json_to_recordset($6)
    AS m(c int, s int, k int, w message_author, b jsonb, e uuid, v int, l outbox_class, f int, p int)
), said AS (
  INSERT INTO message (conversation_id, seq, at, contact_id, author, content, entry_id, entry_version)
  SELECT c, s, $1, k, w, b, e, v FROM spoken
), logged AS (
  INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
  SELECT u, ($11::uuid[])[i], s, $1, w, o, d
  FROM json_to_recordset($7) AS e(u event_subject, i int, s int, w text, o text, d jsonb)
), queued AS (
  INSERT INTO outbox (conversation_id, seq, class, state, at, passive_for, passive_until, lane_id, batch)
  SELECT c, s, l, (CASE WHEN f IS NULL THEN 'queued' ELSE 'passive' END)::outbox_state, $1, f,
    $1::timestamptz + make_interval(secs => p / 1000.0),
    CASE WHEN f IS NOT NULL THEN $8::int END, CASE WHEN f IS NOT NULL THEN $9::int END
  FROM spoken WHERE l IS NOT NULL
`;

/** Media, ratings, what is said to and of notices, and tickets that end or open again with a contact: seldom in a batch, and every part costs, used or not. */
const SELDOM = /* sql */ `), attached AS (
  INSERT INTO attachment (conversation_id, seq, n, kind, external_id, url, state, at)
  SELECT ($11::uuid[])[c], s, 0, k, e, u, 'remote', $1
  FROM json_to_recordset($12) AS a(c int, s int, k text, e text, u text)
), rated AS (
  UPDATE contact k SET event_seq = g.e, rating = g.r
  FROM json_to_recordset($13) AS g(k int, w int, e int, r smallint)
  WHERE k.id = ($11::uuid[])[g.k] AND k.event_seq = g.w AND (SELECT count(*) FROM moved) >= 0
  RETURNING 1
), agreed AS (
  INSERT INTO notice_answer (conversation_id, seq, item, template_id, accepted, in_settings, at)
  SELECT ($11::uuid[])[c], s, n, t, y, g, $1
  FROM json_to_recordset($14) AS a(c int, s int, n smallint, t text, y boolean, g boolean)
), reported AS (
  -- The first word of a notice is the last: the platform says it once.
  INSERT INTO notice_report (external_id, account_id, delivered, code, at)
  SELECT x, a, d, o, $1 FROM json_to_recordset($15) AS r(x text, a uuid, d boolean, o text) ORDER BY x, a
  ON CONFLICT DO NOTHING
), shut AS (
  UPDATE ticket t SET state = 'closed', closed_at = $1, event_seq = t.event_seq + 1
  -- On this way nothing is closed by a wrap-up, which says itself whether work is left.
  FROM stepped WHERE t.id = stepped.ticket_id AND stepped.state = 'closed' AND NOT ${servesAnother("t.id", "stepped.id")}
  RETURNING t.id, t.event_seq
), told AS (
  INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
  SELECT 'ticket'::event_subject, id, event_seq, $1, who, code, '{}' FROM (
    SELECT id, event_seq, 'system' AS who, 'closed' AS code FROM shut
    UNION ALL SELECT id, event_seq, 'system', 'closed' FROM ticketed WHERE state = 'closed'
    UNION ALL SELECT id, event_seq, 'fan', 'reopened' FROM reopened) AS changed
`;

const KEPT = /* sql */ `), kept AS (
  UPDATE lane SET settled = $10, alive_at = now() WHERE id = $8
)
SELECT must((SELECT count(*) FROM moved) = json_array_length($2)
  AND (SELECT count(*) FROM stepped) + (SELECT count(*) FROM opened) = json_array_length($4)
  AND (SELECT count(*) FROM taken) = json_array_length($5)`;
const CHECKED = /* sql */ `${KEPT}, 'a conversation, a contact or a message of the batch')`;
const ALL_CHECKED = /* sql */ `${KEPT}
  AND (SELECT count(*) FROM rated) = json_array_length($13), 'a conversation, a contact, a message or a rating of the batch')`;

/**
 * New rows are plain inserts: a key that is there already takes the whole statement back, and that is a race.
 * ON CONFLICT would cost every row a second entry in the log.
 */
const INSERT_INBOX = /* sql */ `
  INSERT INTO inbox (key, account_id, conversation_id, seq, reply_seq, at, state, rule, raw, sender, stored_order)
  SELECT k, a, c, s, r, $1, st, ru, w, x, so FROM given ORDER BY k`;

/**
 * For messages that wait in the inbox: their own rows find their end. One that would only be stored once more is
 * refused, so that it keeps its place and is tried again after a pause.
 */
const UPDATE_INBOX = /* sql */ `
  UPDATE inbox SET conversation_id = given.c, seq = given.s, reply_seq = given.r, state = given.st, rule = given.ru,
    sender = given.x, stored_order = given.so, lease_until = NULL
  FROM given WHERE inbox.key = given.k AND inbox.state = 'stored' AND given.st <> 'stored'`;

export type WriteKind = "usual" | "seldom" | "stored";

const USUAL = THREADS + NEW_THREADS + TALKS + GIVEN;
const WHOLE = SERVED_THREADS + SCENE_THREADS + CONTACTS + GIVEN;

/** usual: nothing but talk between fans and bot. seldom: anything. stored: anything, out of the inbox. */
export const WRITE: Readonly<Record<WriteKind, string>> = {
  usual: USUAL + INSERT_INBOX + AFTER_INBOX + CHECKED,
  seldom: WHOLE + INSERT_INBOX + AFTER_INBOX + SELDOM + ALL_CHECKED,
  stored: WHOLE + UPDATE_INBOX + AFTER_INBOX + SELDOM + ALL_CHECKED,
};
