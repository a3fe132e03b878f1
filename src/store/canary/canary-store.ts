import type { ClientBase } from "pg";

import type { Canary, CanaryStore, Latest } from "../../action/canary/ports.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { figuresOf } from "./figures.ts";

const COLUMNS = /* sql */ `c.id, c.entry_id AS "entryId", c.account_id AS "accountId", c.version, c.was, c.share::float8 AS share,
  c.at, c.ended_at AS "endedAt", c.ends_at AS "endsAt"`;

const START = /* sql */ `
  INSERT INTO knowledge_canary (id, entry_id, account_id, version, was, share, at, by, ends_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account_id) WHERE state = 'running' DO NOTHING`;

export const RUNNING = /* sql */ `SELECT ${COLUMNS} FROM knowledge_canary c WHERE c.state = 'running'`;

const LATEST = /* sql */ `
  SELECT ${COLUMNS}, c.state FROM knowledge_canary c WHERE c.entry_id = $1 ORDER BY c.at DESC, c.id DESC LIMIT 1`;

/** $1 canary, $2 entry, $3 its version, $4 what was published when it began, $5 when it ends. */
const PUBLISH = /* sql */ `
  WITH moved AS (
    UPDATE faq_entry SET published_version = $3 WHERE id = $2 AND published_version IS NOT DISTINCT FROM $4
      AND EXISTS (SELECT 1 FROM knowledge_canary WHERE id = $1 AND state = 'running') RETURNING 1
  ) UPDATE knowledge_canary SET state = 'published', ended_at = $5
    WHERE id = $1 AND state = 'running' AND EXISTS (SELECT 1 FROM moved)`;

/** What answers a part of an account's conversations. */
export const canaryStore = (client: ClientBase): CanaryStore => ({
  async start({ id, entryId, accountId, version, was, share, endsAt }, { at, by }) {
    const values = [id, entryId, accountId, version, was, share, new Date(at), by, new Date(endsAt)];
    return (await client.query(START, values)).rowCount === 1;
  },
  async latest(entryId) {
    const [one] = (await client.query<Omit<Latest, "figures">>(LATEST, [entryId])).rows;
    return one && { ...one, figures: await figuresOf(client, one) };
  },
  publish: async (canary, at) => publishCanary(client, canary, at),
  stop: async (entryId, at) =>
    (
      await client.query(
        "UPDATE knowledge_canary SET state = 'stopped', ended_at = $2 WHERE entry_id = $1 AND state = 'running'",
        [entryId, new Date(at)],
      )
    ).rowCount === 1,
});

export async function publishCanary(
  client: ClientBase,
  { id, entryId, version, was }: Pick<Canary, "id" | "entryId" | "version" | "was">,
  at: Instant,
): Promise<boolean> {
  return (await client.query(PUBLISH, [id, entryId, version, was, new Date(at)])).rowCount === 1;
}
