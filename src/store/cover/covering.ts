import { randomUUID } from "node:crypto";

import type { ClientBase } from "pg";

import { awayBy, coveredBy, type CoverPolicy, type Standing } from "../../core/cover/cover.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { defaultQueuePolicy } from "../../core/queue/policy.ts";
import type { Settings } from "../../core/setting/registry.ts";
import { queueOf } from "../world/rows.ts";

/** So many in one round; the next round takes the rest. */
const ROWS_MAX = 200;

/** Who may be away, as far as a row can say: the rest is decided. */
const MAYBE_AWAY = "(s.alone_with IS NOT NULL OR s.presence IN ('break', 'auto_away'))";

const STANDING = /* sql */ `
  s.presence, s.state_since AS "stateSince", s.back_at AS "backAt", s.alone_with IS NOT NULL AS "isOnCall"`;

/** Those of agents who may be away whose fans wait, and whom nobody covers yet. */
const LEFT = /* sql */ `
  SELECT k.id, k.conversation_id AS "conversationId", k.owner_id AS "ownerId", c.seq, q.id AS "queueId",
    k.waiting_since AS "waitingSince", coalesce(q.policy ->> 'cover', '${defaultQueuePolicy.cover}') AS policy, p.staff_id AS "partnerId",
    ${STANDING}
  FROM agent_session s JOIN staff o ON o.id = s.staff_id
    JOIN contact k ON k.owner_id = s.staff_id AND k.state = 'active' AND k.waiting_since IS NOT NULL
    JOIN conversation c ON c.id = k.conversation_id AND c.surface = 'private'
    JOIN account a ON a.id = k.account_id JOIN queue_now q ON q.id = ${queueOf("k", "a")}
    LEFT JOIN agent_session p ON p.staff_id::text = o.abilities ->> 'partnerId' AND p.signed_out_at IS NULL
  WHERE s.signed_out_at IS NULL AND ${MAYBE_AWAY}
    AND NOT EXISTS (SELECT FROM cover v WHERE v.contact_id = k.id AND v.ended_at IS NULL)
  ORDER BY k.waiting_since, k.id LIMIT ${ROWS_MAX}`;

/** Another node may have been quicker. */
const BEGIN = /* sql */ `
  INSERT INTO cover (id, contact_id, conversation_id, owner_id, queue_id, partner_id, cause, seq, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (contact_id) WHERE ended_at IS NULL DO NOTHING`;

/** Its partner alone answers no more: nobody has for too long. */
const OPEN_UP = /* sql */ `
  UPDATE cover v SET partner_id = NULL FROM contact k
  WHERE v.ended_at IS NULL AND v.partner_id IS NOT NULL AND k.id = v.contact_id AND k.waiting_since < $1`;

const OVER = /* sql */ `
  UPDATE cover v SET ended_at = $1
  WHERE v.ended_at IS NULL AND NOT EXISTS (
    SELECT FROM contact k JOIN agent_session s ON s.staff_id = k.owner_id AND s.signed_out_at IS NULL AND ${MAYBE_AWAY}
    WHERE k.id = v.contact_id AND k.state = 'active' AND k.owner_id = v.owner_id)
  RETURNING v.owner_id AS "ownerId"`;

type Row = Standing & {
  readonly id: string;
  readonly conversationId: string;
  readonly ownerId: string;
  readonly seq: number;
  readonly queueId: string;
  readonly waitingSince: Instant;
  readonly policy: CoverPolicy;
  readonly partnerId: string | null;
};

/** Begins and ends 代管 by who is there now; whose desks show it. */
export async function coverAway(
  client: ClientBase,
  settings: Settings,
  at: Instant,
): Promise<{ readonly count: number; readonly staff: readonly string[] }> {
  const afterMs = settings["cover.afterMs"];
  const over = (await client.query<{ ownerId: string }>(OVER, [new Date(at)])).rows;
  await client.query(OPEN_UP, [new Date(at - afterMs)]);
  const begun: string[] = [];
  for (const row of (await client.query<Row>(LEFT)).rows) {
    const cause = awayBy(row, at, settings["cover.breakMs"]);
    const by = cause && coveredBy(row, at, afterMs);
    if (by === undefined) continue;
    const { id, conversationId, ownerId, queueId, seq } = row;
    const values = [
      randomUUID(),
      id,
      conversationId,
      ownerId,
      queueId,
      by.partnerId,
      cause,
      seq,
      new Date(at),
    ];
    if ((await client.query(BEGIN, values)).rowCount === 1) begun.push(ownerId);
  }
  const staff = [...new Set([...over.map(({ ownerId }) => ownerId), ...begun])];
  return { count: over.length + begun.length, staff };
}
