import type { Client } from "pg";

import type { PresetStep } from "../../flow/ports.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { inTransaction } from "../transaction.ts";
import { endRun, lockRuns, startRun } from "./run.ts";

const DUE = /* sql */ `
  SELECT FROM preset_run WHERE (state = 'planned' AND starts_at <= $1) OR (state = 'running' AND ends_at <= $1) LIMIT 1`;

const AUDIT = /* sql */ `
  INSERT INTO audit (id, at, actor, action, subject, subject_id, data) VALUES ($1, $2, 'system', $3, 'preset', $4, $5)`;

const HOW = { started: "preset.started", ended: "preset.ended", missed: "preset.missed" } as const;

/**
 * What has to begin or to end by now, all in one commit: nodes take turns, and who comes second finds nothing left. What
 * ends makes room first; what no node was there for begins late, or not any more.
 */
export async function stepPresets(
  client: Client,
  at: Instant,
  ids: () => string,
): Promise<readonly PresetStep[]> {
  if ((await client.query(DUE, [new Date(at)])).rowCount === 0) return [];
  return inTransaction(client, async () => {
    const steps: PresetStep[] = [];
    const runs = await lockRuns(client);
    const tell = async (step: PresetStep): Promise<void> => {
      const { how, presetId, id } = step;
      await client.query(AUDIT, [ids(), new Date(at), HOW[how], presetId, { run: id }]);
      steps.push(step);
    };
    for (const run of runs.filter(({ endsAt }) => endsAt <= at)) {
      await endRun(client, run, "system", at);
      await tell({ ...run, how: run.state === "planned" ? "missed" : "ended" });
    }
    for (const run of runs.filter(
      (one) => one.state === "planned" && one.startsAt <= at && one.endsAt > at,
    )) {
      await startRun(client, run, at);
      await tell({ ...run, how: "started" });
    }
    return steps;
  });
}
