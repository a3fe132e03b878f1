import type { Client } from "pg";

import type { Canary } from "../../action/canary/ports.ts";
import type { CanaryStep, JudgeCanary } from "../../flow/ports.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { inTransaction } from "../transaction.ts";
import { publishCanary, RUNNING } from "./canary-store.ts";
import { figuresOf } from "./figures.ts";

const RETURN = /* sql */ `
  UPDATE knowledge_canary SET state = 'returned', ended_at = $2 WHERE id = $1 AND state = 'running'`;
const AUDIT = /* sql */ `
  INSERT INTO audit (id, at, actor, action, subject, subject_id, data)
  VALUES ($1, $2, 'system', $3, 'entry', $4, $5)`;

/** Ends what is over or does worse; of several nodes one does. */
export async function stepCanaries(
  client: Client,
  at: Instant,
  ids: () => string,
  judge: JudgeCanary,
): Promise<readonly CanaryStep[]> {
  const { rows } = await client.query<Canary & { at: Instant; endedAt: null }>(RUNNING);
  const steps: CanaryStep[] = [];
  for (const canary of rows) {
    const figures = await figuresOf(client, canary);
    const how = judge(figures, canary.endsAt);
    if (how === "goes_on") continue;
    const isOurs = await inTransaction(client, async () => {
      const ended =
        how === "published"
          ? await publishCanary(client, canary, at)
          : (await client.query(RETURN, [canary.id, new Date(at)])).rowCount === 1;
      const data = { version: canary.version, ...figures };
      if (ended) await client.query(AUDIT, [ids(), new Date(at), `canary.${how}`, canary.entryId, data]);
      return ended;
    });
    if (isOurs) steps.push({ entryId: canary.entryId, accountId: canary.accountId, how, figures });
  }
  return steps;
}
