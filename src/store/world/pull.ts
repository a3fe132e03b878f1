import type { ClientBase } from "pg";

import type { Pull } from "../../action/floor/ports.ts";
import type { Pulling } from "../../action/list/ports.ts";
import type { Floor } from "../../core/assignment/mirror/image.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { SeatingLimits } from "../../core/queue/rules.ts";
import { scopeParameter } from "../people/scope.ts";
import { readFloor } from "./look.ts";
import { queueOf } from "./rows.ts";

/** Whoever waits behind so many is not among the first whom anybody is shown. */
const LOOKED_MAX = 500;

/** $1 staff, $2 queues, or all. */
const HERS = /* sql */ `
  SELECT q.id, q.group_id FROM queue_now q JOIN queue_member m ON m.queue_id = q.id AND m.staff_id = $1
  WHERE q.state = 'active' AND q.policy ->> 'mode' = 'pull' AND ($2::uuid[] IS NULL OR q.id = ANY ($2))`;

/** What waits there, the oldest first. */
const WAITING = /* sql */ `
  WITH hers AS (${HERS})
  SELECT k.id, hers.group_id AS "groupId" FROM contact k JOIN account a ON a.id = k.account_id
    JOIN hers ON hers.id = ${queueOf("k", "a")}
  WHERE k.state = 'queued' ORDER BY k.enqueued_at, k.id LIMIT ${LOOKED_MAX}`;

/** The contact itself, wherever it waits; and all that she has or is offered: her room hangs on it. $2 a contact, or none. */
const IN_HAND = /* sql */ `
  SELECT k.id, q.group_id AS "groupId" FROM contact k JOIN account a ON a.id = k.account_id
    JOIN queue q ON q.id = ${queueOf("k", "a")}
  WHERE k.id = $2 OR (k.owner_id = $1 AND k.state IN ('active', 'wrapup'))
    OR k.id IN (SELECT contact_id FROM contact_member WHERE staff_id = $1 AND left_at IS NULL)
    OR k.id IN (SELECT o.contact_id FROM offer o JOIN agent_session s ON s.id = o.session_id
      WHERE s.staff_id = $1 AND s.signed_out_at IS NULL AND o.ended_at IS NULL)`;

/** Rings and forgiven refusals hang on who else is there. */
const COLLEAGUES = /* sql */ `
  SELECT DISTINCT m.staff_id AS id FROM queue_member m JOIN agent_session s ON s.staff_id = m.staff_id AND s.signed_out_at IS NULL
  WHERE m.queue_id IN (SELECT queue_id FROM queue_member WHERE staff_id = $1)`;

type Found = { readonly id: string; readonly groupId: string };

const SEAT = /* sql */ `
  SELECT presence, capacity + extra_capacity(staff_id) - used AS room FROM agent_session WHERE staff_id = $1 AND signed_out_at IS NULL`;

/** How she sits, and how many wait in those of her queues whose agents take; not counted beyond `LOOKED_MAX`. */
export async function pullingOf(client: ClientBase, { staffId, within }: Pull): Promise<Pulling> {
  const { rowCount } = await client.query(WAITING, [staffId, scopeParameter(within)]);
  const { rows } = await client.query<NonNullable<Pulling["seat"]>>(SEAT, [staffId]);
  return { seat: rows[0], waiting: rowCount ?? 0 };
}

/** As much of each floor of hers as decides what she may take. */
export async function pullingFrom(
  client: ClientBase,
  { staffId, within, contactId }: Pull,
  limits: SeatingLimits,
  at: Instant,
): Promise<readonly Floor[]> {
  const waiting = (await client.query<Found>(WAITING, [staffId, scopeParameter(within)])).rows;
  if (waiting.length === 0 && contactId === undefined) return [];
  const inHand = (await client.query<Found>(IN_HAND, [staffId, contactId ?? null])).rows;
  const colleagues = (await client.query<{ id: string }>(COLLEAGUES, [staffId])).rows;
  const agents = new Set(colleagues.map(({ id }) => id));
  const found = [...waiting, ...inHand];
  const floors: Floor[] = [];
  for (const groupId of new Set(found.map((one) => one.groupId))) {
    const contacts = new Set(found.filter((one) => one.groupId === groupId).map(({ id }) => id));
    floors.push(await readFloor(client, groupId, limits, at, { agents, contacts }));
  }
  return floors;
}
