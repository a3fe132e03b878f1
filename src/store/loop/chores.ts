import type { Client } from "pg";

import type { Chores } from "../../flow/ports.ts";
import { ensureMonths } from "../migrate.ts";
import { rollUp } from "../spending/roll-up.ts";
import { stepCanaries } from "../canary/step.ts";
import { stepHelpers } from "../helping/step.ts";
import { stepPresets } from "../preset/step.ts";
import { stepUndelivered } from "../send/undelivered.ts";
import { stepDormant } from "./dormant.ts";
import { stepDue } from "./due.ts";
import { stepRatings } from "./rating.ts";

/** Lanes write their row at least every 10 s. */
const LANE_SILENT = "30 seconds";
/** No reply waits longer than this for its socket. */
const REPLY_AGE = "5 minutes";

const LOST = /* sql */ `
  WITH gone AS MATERIALIZED (
    SELECT id, settled, alive_at FROM lane WHERE alive_at < now() - interval '${LANE_SILENT}'
    ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED
  ), lost AS (
    UPDATE outbox o SET state = 'unknown', code = 'process_died' FROM gone
    WHERE o.state = 'passive' AND o.lane_id = gone.id AND o.batch > gone.settled
      AND o.at > gone.alive_at - interval '${REPLY_AGE}'
    RETURNING 1
  ), buried AS (
    DELETE FROM lane USING gone WHERE lane.id = gone.id RETURNING 1
  )
  SELECT (SELECT count(*)::int FROM lost) AS lost, (SELECT count(*) FROM buried) AS buried`;

const PURGE = /* sql */ `
  DELETE FROM inbox WHERE key IN (
    SELECT key FROM inbox WHERE at < now() - make_interval(days => $1) AND state <> 'stored' LIMIT 5000)`;

/** What has to be done by the clock, each piece its own short transaction. */
export function chores(connect: () => Promise<Client>): Chores {
  return {
    undelivered: async (at, canSend, decide) => stepUndelivered(await connect(), at, canSend, decide),
    async lost() {
      const { rows } = await (await connect()).query<{ lost: number }>(LOST);
      return rows[0]?.lost ?? 0;
    },
    due: async (at, rulesOf, decide) => stepDue(await connect(), at, rulesOf, decide),
    ratings: async (at, rulesOf, decide) => stepRatings(await connect(), at, rulesOf, decide),
    dormant: async (at, decide) => stepDormant(await connect(), at, decide),
    canaries: async (at, ids, judge) => stepCanaries(await connect(), at, ids, judge),
    helpers: async (at, ids) => stepHelpers(await connect(), at, ids),
    presets: async (at, ids) => stepPresets(await connect(), at, ids),
    spending: async () => rollUp(await connect()),
    async months(at) {
      const client = await connect();
      await ensureMonths((text, values) => client.query(text, values), at);
    },
    async purge(days) {
      const { rowCount } = await (await connect()).query(PURGE, [days]);
      return rowCount ?? 0;
    },
  };
}
