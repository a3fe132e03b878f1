import type { Client } from "pg";

import type { OwnHours } from "../../core/queue/policy.ts";
import { isOpenAt } from "../../core/seating/promise.ts";
import type { Offer } from "../../core/seating/work.ts";
import type { Recount, SeatingStore } from "../../flow/seat/ports.ts";
import { queueOf } from "../world/rows.ts";

/** So many of each kind in one round; the next round takes the rest. */
const ROWS_MAX = 200;

const OFFER = /* sql */ `
  SELECT o.id, o.contact_id AS "contactId", o.staff_id AS "staffId", o.session_id AS "sessionId",
    o.offered_at AS at, o.until, o.units FROM offer o`;

const OVERDUE = /* sql */ `
  ${OFFER} WHERE o.ended_at IS NULL AND o.until <= $1 ORDER BY o.until, o.contact_id, o.id LIMIT ${ROWS_MAX}`;

const FORSAKEN = /* sql */ `
  ${OFFER} JOIN contact k ON k.id = o.contact_id
  WHERE o.ended_at IS NULL AND k.state <> 'offered' AND k.passing_offer IS DISTINCT FROM o.id ORDER BY o.id LIMIT ${ROWS_MAX}`;

const SILENT = /* sql */ `
  SELECT id AS "sessionId" FROM agent_session
  WHERE signed_out_at IS NULL AND beat_at < $1 ORDER BY beat_at, id LIMIT ${ROWS_MAX}`;

const RECOVERED = /* sql */ `
  SELECT id AS "sessionId" FROM agent_session
  WHERE signed_out_at IS NULL AND presence = 'recovery' AND back_at <= $1 ORDER BY back_at, id LIMIT ${ROWS_MAX}`;

const COUNTED_BEFORE = /* sql */ `
  SELECT id AS "sessionId" FROM agent_session
  WHERE signed_out_at IS NULL AND accepted > 0 AND last_accept_at < $1 ORDER BY id LIMIT ${ROWS_MAX}`;

const UNFILLED = /* sql */ `
  SELECT id AS "contactId" FROM contact WHERE due_at <= $1 AND state = 'wrapup' ORDER BY due_at, id LIMIT ${ROWS_MAX}`;

/** Hers again, or nobody's while its fan waits: spoken in after it was put aside, or after her desk was lost. */
const AWAKE = /* sql */ `
  SELECT k.id AS "contactId" FROM contact k
    LEFT JOIN agent_session s ON s.staff_id = k.owner_id AND s.signed_out_at IS NULL
  WHERE k.state = 'active' AND k.session_id IS NULL AND k.held_since IS NULL
    AND (s.id IS NOT NULL OR k.waiting_since IS NOT NULL)
  ORDER BY k.id LIMIT ${ROWS_MAX}`;

/** Signed in, and not about to go: she would take none of them. */
const MEMBERS = /* sql */ `
  FROM queue_member m JOIN agent_session s ON s.staff_id = m.staff_id AND s.signed_out_at IS NULL
    AND s.presence <> 'logging_out'`;

const WITH_HOURS = /* sql */ `SELECT id, policy -> 'hours' AS hours FROM queue_now WHERE policy ? 'hours'`;

/** Who need not wait although somebody is there is back so long before she was promised an answer; who is to be called back, then, or when she writes. */
const ATTENDED = /* sql */ `
  SELECT k.id AS "contactId"
  FROM contact k JOIN account a ON a.id = k.account_id JOIN queue_now q ON q.id = ${queueOf("k", "a")}
  WHERE k.state = 'left_message' AND q.state = 'active' AND q.id <> ALL ($2)
    AND EXISTS (SELECT ${MEMBERS} WHERE m.queue_id = q.id
      AND (q.policy ->> 'joinEmpty' IS DISTINCT FROM 'if_ready' OR s.presence = 'ready'))
    AND (coalesce(k.queue_reason::text, '') NOT IN ('waited_too_long', 'queue_full', 'chose_later', 'chose_call')
      OR k.promised_at <= $1::timestamptz + CASE WHEN k.night_due_at IS NULL THEN interval '15 minutes' ELSE interval '30 minutes' END)
    AND (k.queue_reason IS DISTINCT FROM 'call_back' OR k.promised_at <= $1::timestamptz OR k.waiting_since IS NOT NULL)
  ORDER BY k.enqueued_at, k.id LIMIT ${ROWS_MAX}`;

/** Who asked in public waits on, where her queue does not say for how long: she is not written to for it. */
const DESERTED = /* sql */ `
  WITH deserted AS MATERIALIZED (
    SELECT q.id, since, q.policy ? 'unstaffedMsMax' AS says, CASE WHEN q.policy ? 'unstaffedMsMax' THEN next.id END AS "to"
    FROM queue_now q LEFT JOIN queue next ON next.id::text = q.policy ->> 'overflowTo' AND next.state = 'active'
    CROSS JOIN LATERAL (SELECT $1::timestamptz - make_interval(secs => coalesce((q.policy ->> 'unstaffedMsMax')::float8,
      CASE WHEN q.policy ->> 'joinEmpty' = 'allow' THEN NULL ELSE $2::float8 END) / 1000) AS since) AS long
    WHERE NOT EXISTS (SELECT ${MEMBERS} WHERE m.queue_id = q.id)
      AND NOT EXISTS (
        SELECT FROM queue_member m JOIN agent_session s ON s.staff_id = m.staff_id AND s.signed_out_at > since
        WHERE m.queue_id = q.id)
  )
  SELECT k.id AS "contactId", q."to"
  FROM contact k JOIN account a ON a.id = k.account_id JOIN deserted q ON q.id = ${queueOf("k", "a")}
    JOIN conversation c ON c.id = k.conversation_id AND (c.surface = 'private' OR q.says)
  WHERE k.state = 'queued' AND k.queue_reason IS DISTINCT FROM 'call_back'
    AND coalesce(k.entered_at, k.enqueued_at) <= q.since ORDER BY k.enqueued_at, k.id LIMIT ${ROWS_MAX}`;

/** What holds a unit of a session: an offer that lives, a contact that she serves or has joined, a wrap-up that is not owed. */
const MISCOUNTED = /* sql */ `
  SELECT * FROM (
    SELECT s.id AS "sessionId", s.used,
      (SELECT coalesce(sum(o.units), 0)::int FROM offer o WHERE o.session_id = s.id AND o.ended_at IS NULL)
      + (SELECT coalesce(sum(coalesce(k.units, 1)), 0)::int FROM contact k WHERE k.owner_id = s.staff_id AND k.state IN ('active', 'wrapup')
           AND k.session_id = s.id)
      + (SELECT coalesce(sum(m.units), 0)::int FROM contact_member m WHERE m.session_id = s.id AND m.left_at IS NULL) AS held
    FROM agent_session s WHERE s.signed_out_at IS NULL
  ) counted WHERE used <> held ORDER BY "sessionId"`;

type Finds = Pick<
  SeatingStore,
  | "overdue"
  | "forsaken"
  | "recovered"
  | "countedBefore"
  | "silent"
  | "awake"
  | "unfilled"
  | "attended"
  | "deserted"
  | "miscounted"
>;

/** What the clock, or somebody's going, has left to be done. */
export function find(connect: () => Promise<Client>): Finds {
  const rowsOf = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await (await connect()).query<Row>(sql, [...values])).rows;
  return {
    overdue: (at) => rowsOf<Offer>(OVERDUE, [new Date(at)]),
    forsaken: () => rowsOf<Offer>(FORSAKEN),
    recovered: (at) => rowsOf<{ sessionId: string }>(RECOVERED, [new Date(at)]),
    countedBefore: (midnight) => rowsOf<{ sessionId: string }>(COUNTED_BEFORE, [new Date(midnight)]),
    silent: (since) => rowsOf<{ sessionId: string }>(SILENT, [new Date(since)]),
    awake: () => rowsOf<{ contactId: string }>(AWAKE),
    unfilled: (at) => rowsOf<{ contactId: string }>(UNFILLED, [new Date(at)]),
    async attended(at, zone) {
      const own = await rowsOf<{ id: string; hours: OwnHours }>(WITH_HOURS);
      const shut = own.filter(({ hours }) => !isOpenAt(at, { ...hours, zone })).map(({ id }) => id);
      return rowsOf<{ contactId: string }>(ATTENDED, [new Date(at), shut]);
    },
    deserted: (at, nobodyMs) =>
      rowsOf<{ contactId: string; to: string | null }>(DESERTED, [new Date(at), nobodyMs]),
    miscounted: () => rowsOf<Recount>(MISCOUNTED),
  };
}
