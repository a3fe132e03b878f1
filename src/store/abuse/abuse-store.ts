import type { ClientBase } from "pg";

import type { AbuseLift, AbuseStore } from "../../action/abuse/ports.ts";
import { wordsIn } from "../learning/said.ts";

const WAS_HERS = /* sql */ `
  SELECT FROM contact k WHERE k.id = $1 AND (
    (k.owner_id = $2 AND k.state IN ('active', 'wrapup'))
    OR EXISTS (SELECT FROM event e WHERE e.subject = 'contact' AND e.subject_id = k.id
      AND e.actor = 'staff:' || $2::text AND e.at >= $3))`;

const RECOVERS = /* sql */ `
  INSERT INTO recovery (contact_id, staff_id, at) VALUES ($1, $2, $3) ON CONFLICT ON CONSTRAINT recovery_pkey DO NOTHING`;

const WARNINGS = /* sql */ `SELECT count(*)::int AS n FROM abuse_warning WHERE contact_id = $1`;
const WARN = /* sql */ `INSERT INTO abuse_warning (contact_id, n, seq, staff_id, at) VALUES ($1, $2, $3, $4, $5)`;

/** Beyond so many another tells nothing new. */
const INCIDENTS_MAX = 100;
const SAID_MAX = 200;

const SAID = /* sql */ `
  SELECT ${wordsIn("m")} AS text FROM contact k JOIN message m ON m.conversation_id = k.conversation_id
  WHERE k.id = $1 AND m.author = 'fan' AND m.at >= k.created_at AND ${wordsIn("m")} IS NOT NULL
  ORDER BY m.seq DESC LIMIT ${SAID_MAX}`;

const HAS_GIVEN = /* sql */ `
  SELECT FROM event e WHERE e.subject = 'contact' AND e.subject_id = $1 AND e.code = 'queued'
    AND e.data ->> 'reason' = 'abuse' AND e.data ->> 'sender' = $2::text`;

/** Her conversations, of all identities that are known to be hers. */
const HERS = /* sql */ `
  SELECT o.id FROM conversation o WHERE o.identity_id = ANY (ARRAY (
    SELECT c.identity_id FROM conversation c WHERE c.id = $1
    UNION SELECT m.id FROM conversation c JOIN identity i ON i.id = c.identity_id
      JOIN identity m ON m.customer_id = i.customer_id WHERE c.id = $1))`;

const INCIDENTS = /* sql */ `
  SELECT w.at FROM contact k JOIN abuse_warning w ON w.contact_id = k.id AND w.n = 2
  WHERE k.conversation_id IN (${HERS}) ORDER BY w.at DESC LIMIT ${INCIDENTS_MAX}`;

const LAST_LIFT = /* sql */ `
  SELECT l.at, l.reason, s.id, s.name FROM abuse_lift l JOIN staff s ON s.id = l.staff_id
  WHERE l.conversation_id IN (${HERS}) ORDER BY l.at DESC LIMIT 1`;

const LIFT = /* sql */ `INSERT INTO abuse_lift (conversation_id, at, reason, staff_id) VALUES ($1, $2, $3, $4)`;

type LiftCells = Pick<AbuseLift, "at" | "reason"> & AbuseLift["by"];

export const abuseStore = (client: ClientBase): AbuseStore => ({
  async warnings(contactId) {
    const { rows } = await client.query<{ n: number }>(WARNINGS, [contactId]);
    return rows[0]?.n ?? 0;
  },
  async warn({ contactId, n, seq, staffId }, at) {
    await client.query(WARN, [contactId, n, seq, staffId, new Date(at)]);
  },
  async said(contactId) {
    const { rows } = await client.query<{ text: string }>(SAID, [contactId]);
    return rows.map(({ text }) => text);
  },
  async hasGiven(contactId, staffId) {
    const { rowCount } = await client.query(HAS_GIVEN, [contactId, staffId]);
    return (rowCount ?? 0) > 0;
  },
  async history(conversationId) {
    const { rows } = await client.query<{ at: number }>(INCIDENTS, [conversationId]);
    const incidents = rows.map(({ at }) => at);
    if (incidents.length === 0) return { incidents, lift: undefined };
    const [lift] = (await client.query<LiftCells>(LAST_LIFT, [conversationId])).rows;
    if (lift === undefined) return { incidents, lift };
    const { at, reason, id, name } = lift;
    return { incidents, lift: { at, reason, by: { id, name } } };
  },
  async lift({ conversationId, staffId, reason }, at) {
    await client.query(LIFT, [conversationId, new Date(at), reason, staffId]);
  },
  async wasHers(contactId, staffId, since) {
    const { rowCount } = await client.query(WAS_HERS, [contactId, staffId, new Date(since)]);
    return rowCount === 1;
  },
  async recovers(contactId, staffId, at) {
    const { rowCount } = await client.query(RECOVERS, [contactId, staffId, new Date(at)]);
    return rowCount === 1;
  },
});
