import type { DataSource } from "typeorm";

import { type Clock, type Instant, SECOND } from "../core/kernel/instant.ts";
import type { Channel } from "../flow/channel.ts";
import type { Budgets, BudgetState } from "../flow/send/budgets.ts";
import type { AccountHealth, Health } from "../http/health.ts";

/** Beyond this the process's clock is not to be trusted beside the database's. */
export const SKEW_MS_MAX = 2 * SECOND;
const PING_MS_MAX = 2 * SECOND;
/** With more waiting than this, answers would come later than a platform waits. */
const WAITING_MAX = 10_000;

export type HealthSource = {
  readonly source: DataSource;
  readonly channels: () => readonly Channel[];
  readonly waiting: () => number;
  readonly stopping: () => boolean;
  readonly silentSince: (accountId: string) => Instant | undefined;
  readonly budgetOf: Budgets["now"];
  readonly clock: Clock;
  readonly version: string;
};

/** Asks, each time anew, whether a fan who writes now gets an answer. */
export function createHealth(options: HealthSource): () => Promise<Health> {
  const { source, channels, waiting, stopping, silentSince, budgetOf, clock, version } = options;
  const startedAt = new Date(clock()).toISOString();

  return async () => {
    const database = await ping(source, clock);
    const common: AccountHealth["problems"][number][] = [];
    if (!database.ok) common.push("health.database_down");
    if (Math.abs(database.skewMs ?? 0) > SKEW_MS_MAX) common.push("health.clock_skewed");
    if (waiting() > WAITING_MAX) common.push("health.lanes_behind");
    if (stopping()) common.push("health.stopping");

    const accounts = channels().map(
      ({ account: { id, name, platform, simulated }, adapter, entries }): AccountHealth => {
        const problems = entries.length === 0 ? [...common, "health.no_knowledge" as const] : common;
        const since = silentSince(id);
        return {
          id,
          name,
          platform,
          simulated,
          canAnswer: problems.length === 0,
          state: problems.length > 0 ? "down" : since === undefined ? "ok" : "silent",
          silentSince: since === undefined ? null : new Date(since).toISOString(),
          token: adapter.access?.source ?? null,
          budget: shownBudget(budgetOf({ accountId: id, kind: "words" })),
          problems,
          entries: entries.length,
        };
      },
    );
    const ok = common.length === 0 && accounts.every((account) => account.canAnswer);
    return { ok, version, startedAt, database, accounts };
  };
}

function shownBudget(state: BudgetState | undefined): AccountHealth["budget"] {
  if (state === undefined) return null;
  const { used, sends, level, per, until } = state;
  return { used, sends, level, per, until: new Date(until).toISOString() };
}

async function ping(source: DataSource, clock: Clock): Promise<Health["database"]> {
  const began = performance.now();
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PING_MS_MAX).unref());
  const rows = await Promise.race([
    source
      .query<{ now: string }[]>("SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now")
      .catch(() => undefined),
    late,
  ]);
  if (rows === undefined) return { ok: false };
  const tookMs = performance.now() - began;
  const skewMs = Math.round(clock() - tookMs / 2 - Number(rows[0]?.now));
  return { ok: true, tookMs: Math.round(tookMs * 10) / 10, skewMs };
}
