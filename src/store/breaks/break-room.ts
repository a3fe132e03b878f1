import type { ClientBase } from "pg";

import type { Asking, BreakRoom } from "../../action/breaks/ports.ts";
import { turnsOf } from "../../core/breaks/line.ts";
import type { BreakQuota } from "../../core/breaks/code.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** The queue groups that somebody works for. */
const GROUPS = (staffId: string): string => /* sql */ `
  ARRAY (SELECT DISTINCT q.group_id FROM queue_member m JOIN queue q ON q.id = m.queue_id AND q.state = 'active'
    WHERE m.staff_id = ${staffId})`;

const LINE = /* sql */ `
  SELECT b.id, b.staff_id AS "staffId", b.session_id AS "sessionId", staff.name, b.code, b.asked_at AS "askedAt", b.place,
    b.until, ${GROUPS("b.staff_id")} AS groups, coalesce(c.needs_approval, false) AND b.approved_by IS NULL AS "isUnapproved"
  FROM break_ask b JOIN staff ON staff.id = b.staff_id LEFT JOIN break_code c ON c.key = b.code
  WHERE b.ended_at IS NULL ORDER BY b.place, b.asked_at, b.id`;

const AWAY = /* sql */ `
  SELECT s.staff_id AS "staffId", coalesce(s.reason, '') AS code, s.back_at AS "backAt", ${GROUPS("s.staff_id")} AS groups
  FROM agent_session s WHERE s.signed_out_at IS NULL AND s.presence = 'break'`;

const QUOTAS = /* sql */ `SELECT group_id AS "groupId", nullif(code, '') AS code, max FROM break_quota_now`;

type LineCells = Omit<Asking, "until"> & { readonly until: number | null };
type AwayCells = Omit<BreakRoom["away"][number], "backAt"> & { readonly backAt: number | null };

/** Everybody who waits for a break or is on one. */
export async function readRoom(client: ClientBase): Promise<BreakRoom> {
  const line = (await client.query<LineCells>(LINE)).rows;
  const away = (await client.query<AwayCells>(AWAY)).rows;
  const quotas = (await client.query<BreakQuota>(QUOTAS)).rows;
  return {
    line: line.map((one) => ({ ...one, until: one.until ?? undefined })),
    away: away.map((one) => ({ ...one, backAt: one.backAt ?? undefined })),
    quotas,
  };
}

/**
 * The same for whoever decides: two who want the last place take turns, as what is read after the lock is what the first
 * has left. Breaks are few; nothing else writes this table.
 */
export async function lockRoom(client: ClientBase): Promise<BreakRoom> {
  await client.query("LOCK TABLE break_ask IN SHARE ROW EXCLUSIVE MODE");
  return readRoom(client);
}

const OPEN = "SELECT FROM break_ask WHERE ended_at IS NULL LIMIT 1";

const END_OVER = /* sql */ `
  UPDATE break_ask b SET ended_at = $1, outcome = CASE WHEN b.until <= $1 THEN 'lapsed' ELSE 'gone' END
  WHERE b.ended_at IS NULL AND (b.until <= $1 OR NOT EXISTS (
    SELECT FROM agent_session s WHERE s.id = b.session_id AND s.signed_out_at IS NULL))
  RETURNING b.staff_id AS "staffId"`;

const TURN = "UPDATE break_ask SET until = $2 WHERE id = ANY ($1)";

/** Turns that were not used are over, and whoever is next may go; returns whom it concerns. */
export async function moveLine(client: ClientBase, turnMs: number, at: Instant): Promise<readonly string[]> {
  if ((await client.query(OPEN)).rowCount === 0) return [];
  await lockRoom(client);
  const ended = (await client.query<{ staffId: string }>(END_OVER, [new Date(at)])).rows;
  const { line, away, quotas } = await readRoom(client);
  const turns = turnsOf(line, away, quotas);
  if (turns.length > 0) await client.query(TURN, [turns.map(({ id }) => id), new Date(at + turnMs)]);
  return [...ended, ...turns].map(({ staffId }) => staffId);
}
