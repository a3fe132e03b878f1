import type { ClientBase } from "pg";

import type { Canary } from "../../action/canary/ports.ts";
import { type CanaryFigures, type Group, PARTS } from "../../core/canary/canary.ts";
import { firstIdAt } from "../../core/kernel/id.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { wishedIn } from "../learning/said.ts";

/** $1 account, $2 the first id since it began, $3 its share, $4 when it began, $5 the first id after it ended. `isInShare` in SQL. */
const FIGURES = /* sql */ `
  SELECT ('x' || right(met.conversation_id::text, 8))::bit(32)::bigint % ${PARTS} < $3::float8 * ${PARTS} AS canary,
    count(*)::int AS contacts, count(*) FILTER (WHERE met.failed)::int AS failed
  FROM (
    SELECT t.conversation_id, bool_or(e.code = 'missed'
      OR ${wishedIn("e.code", "e.data")}) AS failed
    FROM contact t JOIN event e ON e.subject_id = t.id AND e.subject = 'contact' AND e.at >= $4
    WHERE t.id >= $2 AND ($5::uuid IS NULL OR t.id < $5) AND t.account_id = $1 AND e.code IN ('answered', 'clarified', 'missed', 'queued', 'left_message')
    GROUP BY t.id, t.conversation_id) met
  GROUP BY 1`;

const NONE: Group = { contacts: 0, failed: 0 };

type Measured = Pick<Canary, "accountId" | "share"> & {
  readonly at: Instant;
  readonly endedAt: Instant | null;
};

/** How its part fares beside the others, in contacts that began while it lasted. */
export async function figuresOf(
  client: ClientBase,
  { accountId, share, at, endedAt }: Measured,
): Promise<CanaryFigures> {
  const values = [
    accountId,
    firstIdAt(at),
    share,
    new Date(at),
    endedAt === null ? null : firstIdAt(endedAt),
  ];
  const { rows } = await client.query<Group & { canary: boolean }>(FIGURES, values);
  const groupOf = (side: boolean): Group => {
    const { contacts, failed } = rows.find(({ canary }) => canary === side) ?? NONE;
    return { contacts, failed };
  };
  return { canary: groupOf(true), rest: groupOf(false) };
}
