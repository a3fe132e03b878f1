import pg from "pg";

import { epochTypes } from "../epoch.ts";

/** A lane waits so long for a row that somebody else holds; then the busy conversation goes aside. */
const LOCK_TIMEOUT_MS = 50;
const STATEMENT_TIMEOUT_MS = 10_000;

/**
 * One connection of a lane. Its statements are few and always the same, and they find rows by key: so plans are
 * made once, and a table whose statistics are old cannot turn a look-up into a scan.
 */
export async function openSession(
  url: string,
  options: { readonly lockTimeoutMs?: number; readonly onLost?: () => void } = {},
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    types: epochTypes,
    application_name: "seatbridge lane",
    keepAlive: true,
  });
  client.on("error", () => options.onLost?.());
  client.on("end", () => options.onLost?.());
  await client.connect();
  await client.query(/* sql */ `
    SET lock_timeout = ${options.lockTimeoutMs ?? LOCK_TIMEOUT_MS};
    SET statement_timeout = ${STATEMENT_TIMEOUT_MS};
    SET plan_cache_mode = force_generic_plan;
    SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off; SET jit = off;
    SET idle_in_transaction_session_timeout = ${STATEMENT_TIMEOUT_MS}`);
  return client;
}
