import type { ClientBase } from "pg";

import type { Owed, WrapUpStore } from "../../action/wrap-up/ports.ts";
import { type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import type { WrapUp } from "../../core/wrap-up/wrap-up.ts";
import { fanOf, iso, isoOrNull, QUEUE_OF } from "../desk/row.ts";
import { readReasons } from "./reason.ts";

/** So many of her last wrap-ups are looked at for what she may want again. */
const RECENT_MAX = 50;
const REASONS_MAX = 5;
const OWED_MAX = 200;

const COLUMNS = /* sql */ `
  w.reason_id AS "reasonId", w.outcome, w.next_step AS "nextStep", w.next_due_at AS "nextDueAt", w.note`;

const OF = /* sql */ `SELECT ${COLUMNS} FROM wrap_up w WHERE w.contact_id = $1`;

const INSERT = /* sql */ `
  INSERT INTO wrap_up (contact_id, reason_id, outcome, next_step, next_due_at, note, filled_by, filled_at, took_ms)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const RECENT = /* sql */ `
  SELECT * FROM wrap_up WHERE filled_by = $1 ORDER BY filled_at DESC LIMIT ${RECENT_MAX}`;

const BEFORE = /* sql */ `
  SELECT ${COLUMNS} FROM (${RECENT}) w JOIN contact t ON t.id = w.contact_id
  ORDER BY (t.last_entry_id IS NOT DISTINCT FROM $2::uuid) DESC, w.filled_at DESC, w.contact_id DESC LIMIT 1`;

const REASONS = /* sql */ `
  SELECT w.reason_id AS id FROM (${RECENT}) w WHERE w.reason_id IS NOT NULL
  GROUP BY 1 ORDER BY max(w.filled_at) DESC LIMIT ${REASONS_MAX}`;

const OWED = /* sql */ `
  SELECT t.id AS "contactId", t.conversation_id AS "conversationId", k.number::int AS "ticketNumber",
    t.talk_ended_at AS "talkEndedAt", t.owed_since AS "owedSince", e.id AS "entryId", v.title, q.policy,
    c.identity_id AS "identityId", i.name, i.remark, coalesce(i.external_id::text, '') AS "externalId"
  FROM contact t
  JOIN conversation c ON c.id = t.conversation_id
  JOIN ticket k ON k.id = t.ticket_id
  JOIN account a ON a.id = t.account_id
  LEFT JOIN queue_now q ON q.id = ${QUEUE_OF}
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN faq_entry e ON e.id = t.last_entry_id
  LEFT JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  WHERE t.owner_id = $1 AND t.state = 'wrapup' AND t.owed_since IS NOT NULL
  ORDER BY t.talk_ended_at, t.id LIMIT ${OWED_MAX}`;

type WrapUpCells = Omit<WrapUp, "nextDueAt"> & { readonly nextDueAt: number | null };
type OwedCells = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly ticketNumber: number;
  readonly talkEndedAt: number;
  readonly owedSince: number;
  readonly entryId: string | null;
  readonly title: string | null;
  readonly policy: Partial<QueuePolicy> | null;
  readonly identityId: string;
  readonly name: string | null;
  readonly remark: string | null;
  readonly externalId: string;
};

export const wrapUpStore = (client: ClientBase): WrapUpStore => {
  const one = async (sql: string, values: readonly unknown[]): Promise<WrapUp | undefined> => {
    const [row] = (await client.query<WrapUpCells>(sql, [...values])).rows;
    return row && { ...row, nextDueAt: isoOrNull(row.nextDueAt) };
  };
  return {
    of: (contactId) => one(OF, [contactId]),
    async insert(contactId, wrapUp, { staffId, at, tookMs }) {
      const { reasonId, outcome, nextStep, nextDueAt, note } = wrapUp;
      const values = [reasonId, outcome, nextStep, nextDueAt, note, staffId, new Date(at), tookMs];
      await client.query(INSERT, [contactId, ...values]);
    },
    before: (staffId, entryId) => one(BEFORE, [staffId, entryId]),
    async recentReasons(staffId) {
      const { rows } = await client.query<{ id: string }>(REASONS, [staffId]);
      return rows.map(({ id }) => id);
    },
    async owed(staffId) {
      return (await client.query<OwedCells>(OWED, [staffId])).rows.map(toOwed);
    },
    reasons: () => readReasons(client),
  };
};

function toOwed(cells: OwedCells): Owed {
  const { contactId, conversationId, ticketNumber, entryId, title, policy } = cells;
  return {
    contactId,
    conversationId,
    ticketNumber,
    fan: fanOf(cells),
    talkEndedAt: iso(cells.talkEndedAt),
    owedSince: iso(cells.owedSince),
    topic: entryId === null ? null : { id: entryId, title: title ?? "" },
    required: [...readQueuePolicy(policy ?? {}).wrapRequired],
  };
}
