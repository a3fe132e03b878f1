import type { ClientBase } from "pg";

import type { Awaited } from "../../core/desk/desk.ts";
import type { AskRows } from "../desk/floor.ts";
import { fanOf, iso, isoOrNull } from "../desk/row.ts";

/** So many fans one person may wait for: what she cannot look through is no reminder. */
const AWAITED_MAX = 50;

/** $1 staff ids. An event of the platform is no word of hers. */
const OF = /* sql */ `
  SELECT w.staff_id AS "staffId", w.conversation_id AS "conversationId", w.since, heard.at AS "heardAt",
    c.identity_id AS "identityId", i.name, i.remark, coalesce(i.external_id::text, '') AS "externalId"
  FROM awaited w JOIN conversation c ON c.id = w.conversation_id LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN LATERAL (
    SELECT m.at FROM message m
    WHERE c.seq > w.seq AND m.conversation_id = w.conversation_id AND m.seq > w.seq AND m.at >= w.since
      AND m.author = 'fan' AND m.content ->> 'kind' IS DISTINCT FROM 'event' ORDER BY m.seq LIMIT 1
  ) heard ON true
  WHERE w.staff_id = ANY ($1) ORDER BY w.since`;

/** $1 staff, $2 conversation, $3 now. Asked for twice, it counts from the first time. */
const AWAIT = /* sql */ `
  INSERT INTO awaited (staff_id, conversation_id, seq, since)
  SELECT $1, c.id, c.seq, $3 FROM conversation c
  WHERE c.id = $2 AND (SELECT count(*) FROM awaited WHERE staff_id = $1 AND conversation_id <> $2) < ${AWAITED_MAX}
  ON CONFLICT (staff_id, conversation_id) DO UPDATE SET seq = awaited.seq RETURNING 1`;

const FORGET = "DELETE FROM awaited WHERE staff_id = $1 AND conversation_id = $2";

type Row = {
  readonly staffId: string;
  readonly conversationId: string;
  readonly since: number;
  readonly heardAt: number | null;
  readonly identityId: string;
  readonly name: string | null;
  readonly remark: string | null;
  readonly externalId: string;
};

/** Whom each of these people waits for, by staff id. */
export async function awaitedBy(
  ask: AskRows,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Awaited[]>> {
  const rows = await ask<Row>("desk.awaited", OF, [staffIds]);
  return new Map(
    staffIds.map((staffId) => [staffId, rows.filter((row) => row.staffId === staffId).map(awaitedOf)]),
  );
}

const awaitedOf = ({ conversationId, since, heardAt, ...fan }: Row): Awaited => ({
  conversationId,
  fan: fanOf(fan),
  since: iso(since),
  heardAt: isoOrNull(heardAt),
});

/** False where she waits for too many already. */
export async function awaitFan(
  client: ClientBase,
  staffId: string,
  conversationId: string,
  at: number,
): Promise<boolean> {
  return (await client.query(AWAIT, [staffId, conversationId, new Date(at)])).rowCount === 1;
}

export async function forgetFan(client: ClientBase, staffId: string, conversationId: string): Promise<void> {
  await client.query(FORGET, [staffId, conversationId]);
}
