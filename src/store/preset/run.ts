import type { ClientBase } from "pg";

import type { PastRun, PresetRun } from "../../action/preset/ports.ts";
import { firstIdAt } from "../../core/kernel/id.ts";
import { DAY, type Instant } from "../../core/kernel/instant.ts";
import { cellsOf } from "../../core/preset/deviation.ts";

const COLUMNS = /* sql */ `
  r.id, r.preset_id AS "presetId", r.version, r.name, r.deviations, r.state, r.starts_at AS "startsAt", r.ends_at AS "endsAt",
  r.started_at AS "startedAt", (SELECT name FROM staff WHERE r.by = 'staff:' || id) AS by`;

const OPEN = /* sql */ `
  SELECT ${COLUMNS} FROM preset_run r WHERE r.state IN ('planned', 'running') ORDER BY r.starts_at, r.id`;

const PAST_MAX = 500;
const PAST = /* sql */ `
  SELECT ${COLUMNS}, r.ended_at AS "endedAt", (SELECT name FROM staff WHERE r.ended_by = 'staff:' || id) AS "endedBy",
    r.waiting_before AS "waitingBefore", r.waiting_after AS "waitingAfter", r.answered, r.wait_p80_ms AS "waitP80Ms"
  FROM preset_run r WHERE r.ended_at >= $1 ORDER BY r.ended_at DESC, r.id LIMIT ${PAST_MAX}`;

const PLAN = /* sql */ `
  INSERT INTO preset_run (id, preset_id, version, name, deviations, state, starts_at, ends_at, by)
  VALUES ($1, $2, $3, $4, $5, 'planned', $6, $7, $8)`;

const WAITING = "(SELECT count(*) FROM contact WHERE state IN ('queued', 'offered'))";

const START = /* sql */ `
  WITH started AS (
    UPDATE preset_run SET state = 'running', started_at = $2, waiting_before = ${WAITING}
    WHERE id = $1 AND state = 'planned' RETURNING id
  ), deviates AS (
    INSERT INTO deviation (what, subject, key, value, run_id)
    SELECT c.what, c.subject, c.key, c.value, started.id
    FROM started, json_to_recordset($3) AS c(what text, subject text, key text, value jsonb) RETURNING 1
  ) SELECT must((SELECT count(*) FROM started) = 1, 'preset_run')`;

/** $4 no contact that was accepted meanwhile is older. Nobody waits longer than a day for a person. */
const END = /* sql */ `
  WITH ended AS (
    UPDATE preset_run r SET state = 'ended', ended_at = $2, ended_by = $3, waiting_after = ${WAITING},
      (answered, wait_p80_ms) = (
        SELECT count(*), percentile_cont(0.8) WITHIN GROUP (ORDER BY extract(epoch FROM k.accepted_at - k.enqueued_at) * 1000)
        FROM contact k WHERE k.id >= $4 AND k.accepted_at >= r.started_at AND k.accepted_at < $2)
    WHERE r.id = $1 AND r.state = 'running' RETURNING r.id
  ), normal AS (
    DELETE FROM deviation WHERE run_id IN (SELECT id FROM ended) RETURNING 1
  ) SELECT must((SELECT count(*) FROM ended) = 1, 'preset_run')`;

const DROP = /* sql */ `
  WITH dropped AS (
    UPDATE preset_run SET state = 'dropped', ended_at = $2, ended_by = $3 WHERE id = $1 AND state = 'planned' RETURNING 1
  ) SELECT must((SELECT count(*) FROM dropped) = 1, 'preset_run')`;

export const openRuns = async (client: ClientBase): Promise<readonly PresetRun[]> =>
  (await client.query<PresetRun>(OPEN)).rows;

/** Whoever plans, starts or ends one takes turns, on all nodes. What is read after the lock is what the first has left. */
export async function lockRuns(client: ClientBase): Promise<readonly PresetRun[]> {
  await client.query("LOCK TABLE preset_run IN SHARE ROW EXCLUSIVE MODE");
  return openRuns(client);
}

export const pastRuns = async (client: ClientBase, since: Instant): Promise<readonly PastRun[]> =>
  (await client.query<PastRun>(PAST, [new Date(since)])).rows;

export async function planRun(
  client: ClientBase,
  run: Omit<PresetRun, "state" | "startedAt" | "by">,
  by: string,
): Promise<void> {
  const { id, presetId, version, name, deviations, startsAt, endsAt } = run;
  const what = JSON.stringify(deviations);
  await client.query(PLAN, [id, presetId, version, name, what, new Date(startsAt), new Date(endsAt), by]);
}

/** From here on it deviates; throws raced where it has begun or was dropped. */
export async function startRun(
  client: ClientBase,
  { id, deviations }: Pick<PresetRun, "id" | "deviations">,
  at: Instant,
): Promise<void> {
  await client.query(START, [id, new Date(at), JSON.stringify(deviations.flatMap(cellsOf))]);
}

/** Everything is as usual again; throws raced where it is already. */
export async function endRun(
  client: ClientBase,
  { id, state, startsAt }: Pick<PresetRun, "id" | "state" | "startsAt">,
  by: string,
  at: Instant,
): Promise<void> {
  if (state === "planned") await client.query(DROP, [id, new Date(at), by]);
  else await client.query(END, [id, new Date(at), by, firstIdAt(startsAt - DAY)]);
}
