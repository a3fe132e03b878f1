import type { ClientBase } from "pg";

import { DAY } from "../../core/kernel/instant.ts";
import { inTransaction } from "../transaction.ts";
import { spentBetween } from "./spent.ts";

/** So long after its end an hour is counted: by then every try that began in it is known, or nobody will know. */
const SETTLED_AFTER = "10 minutes";
/** And once more so much later: somebody may have ended a doubt since. */
const AGAIN_AFTER_MS = DAY;
/** Of a house that has sent for months before hours were counted: so many at a time. */
const HOURS_MAX = 24;

/** The hour that is to be counted next; none while it is not over for long enough, or where nothing was ever sent. */
const NEXT = /* sql */ `
  SELECT hour FROM (
    SELECT coalesce(
      (SELECT until FROM spending_mark),
      date_trunc('hour', least((SELECT min(sent_at) FROM outbox WHERE sent_at IS NOT NULL),
        (SELECT min(at) FROM outbox WHERE state IN ('rejected', 'expired'))), 'UTC')) AS hour) next
  WHERE hour + interval '1 hour' + interval '${SETTLED_AFTER}' <= now()`;

/** One node at a time: two that count the same hour would write it twice. */
const LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('spending')) AS mine";

const FORGET = "DELETE FROM spending WHERE hour = $1";
const COUNT = /* sql */ `
  INSERT INTO spending (account_id, hour, spender, fate, count)
  ${spentBetween("$1::timestamptz", "($1::timestamptz + interval '1 hour')")}`;

const MARK = /* sql */ `
  INSERT INTO spending_mark (until) VALUES ($1::timestamptz + interval '1 hour')
  ON CONFLICT (one) DO UPDATE SET until = excluded.until WHERE spending_mark.until < excluded.until`;

/** Counts the hours that are over, the oldest first; returns how many those were. */
export async function rollUp(client: ClientBase): Promise<number> {
  for (let hours = 0; ; hours += 1) {
    if (hours === HOURS_MAX || !(await rollNext(client))) return hours;
  }
}

const rollNext = (client: ClientBase): Promise<boolean> =>
  inTransaction(client, async () => {
    const { rows: locks } = await client.query<{ mine: boolean }>(LOCK);
    if (locks[0]?.mine !== true) return false;
    const { rows } = await client.query<{ hour: number }>(NEXT);
    const [next] = rows;
    if (next === undefined) return false;
    const hour = new Date(next.hour);
    await countHour(client, hour);
    await client.query(MARK, [hour]);
    await countHour(client, new Date(next.hour - AGAIN_AFTER_MS));
    return true;
  });

async function countHour(client: ClientBase, hour: Date): Promise<void> {
  await client.query(FORGET, [hour]);
  await client.query(COUNT, [hour]);
}
