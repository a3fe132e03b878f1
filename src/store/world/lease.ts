import type { Client } from "pg";

import type { Lease } from "../../flow/seat/ports.ts";

const LOOK = /* sql */ `
  SELECT g.id AS "groupId", l.token, coalesce(l.holder = $1, false) AS "isOurs", coalesce(l.until <= now(), true) AS "isFree",
    coalesce(l.until < now() + $2 * interval '1 ms', true) AS "isShort"
  FROM queue_group g LEFT JOIN floor_lease l ON l.group_id = g.id ORDER BY g.id`;

// By the database's clock alone: nodes need not agree on the time. A token is never given twice.
const TAKE = /* sql */ `
  INSERT INTO floor_lease AS l (group_id, holder, token, until)
  SELECT g, $1, 1, now() + $3 * interval '1 ms' FROM unnest($2::uuid[]) g
  ON CONFLICT (group_id) DO UPDATE SET holder = excluded.holder, until = excluded.until,
    token = l.token + CASE WHEN l.holder = excluded.holder THEN 0 ELSE 1 END
  WHERE l.holder = excluded.holder OR l.until <= now()
  RETURNING group_id AS "groupId", token`;

const RELEASE = /* sql */ `UPDATE floor_lease SET until = now() - interval '1 ms' WHERE holder = $1 AND until > now()`;

/** Locked until the transaction ends, so that nobody takes the lease over between this look and the commit. */
const FENCE = /* sql */ `SELECT FROM floor_lease WHERE group_id = $1 AND token = $2 FOR SHARE`;

type Row = Lease & { readonly isOurs: boolean; readonly isFree: boolean; readonly isShort: boolean };

/** Takes what is free, prolongs what is ours and soon over; all that is ours then. */
export async function hold(client: Client, node: string, leaseMs: number): Promise<readonly Lease[]> {
  const { rows } = await client.query<Row>(LOOK, [node, Math.floor(leaseMs / 2)]);
  const kept = rows.filter(({ isOurs, isShort }) => isOurs && !isShort);
  const wanted = rows.filter(({ isOurs, isFree, isShort }) => isFree || (isOurs && isShort));
  const taken =
    wanted.length === 0
      ? []
      : (await client.query<Lease>(TAKE, [node, wanted.map(({ groupId }) => groupId), leaseMs])).rows;
  return [...kept, ...taken].map(({ groupId, token }) => ({ groupId, token }));
}

export async function release(client: Client, node: string): Promise<void> {
  await client.query(RELEASE, [node]);
}

export async function isHeld(client: Client, { groupId, token }: Lease): Promise<boolean> {
  return (await client.query(FENCE, [groupId, token])).rowCount === 1;
}
