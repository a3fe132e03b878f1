import type { RelayMinute } from "../../flow/relay/ports.ts";
import type { Use } from "../hot/turns.ts";

const WRITE = /* sql */ `
  INSERT INTO relay_minute AS m (account_id, minute, node, ours, theirs, failures, took)
  SELECT "accountId", minute, $2, ours, theirs, failures, ARRAY(SELECT json_array_elements_text(took)::int)
  FROM json_to_recordset($1) AS r("accountId" uuid, minute timestamptz, ours int, theirs int, failures int, took json)
  ON CONFLICT (account_id, minute, node) DO UPDATE SET ours = EXCLUDED.ours, theirs = EXCLUDED.theirs,
    failures = EXCLUDED.failures, took = EXCLUDED.took`;

const DAYS_KEPT = 7;
const PURGE_MAX = 5_000;

const PURGE = [
  /* sql */ `DELETE FROM relay_minute WHERE minute < now() - interval '${DAYS_KEPT} days'`,
  /* sql */ `
  DELETE FROM relay_exchange WHERE key IN (
    SELECT key FROM relay_exchange WHERE at < now() - interval '${DAYS_KEPT} days' LIMIT ${PURGE_MAX})`,
];

/** Counts of each node's minutes; they and the exchanges go after seven days. */
export const minuteStore = (use: Use, node: string) => ({
  async write(minutes: readonly RelayMinute[]): Promise<void> {
    const rows = minutes.map((one) => ({ ...one, minute: new Date(one.minute) }));
    await use((client) => client.query(WRITE, [JSON.stringify(rows), node]));
  },
  async purge(): Promise<void> {
    for (const text of PURGE) await use((client) => client.query(text));
  },
});
