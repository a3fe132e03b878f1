import { type DataSource, QueryFailedError } from "typeorm";

import { Fault } from "../core/kernel/fault.ts";
import type { Clock } from "../core/kernel/instant.ts";
import { createDataSource } from "./data-source.ts";

/** Partitions are made this many months ahead; the tend loop keeps them so. */
const MONTHS_AHEAD = 3;

/** Brings the database to the newest schema and makes the months' partitions around now. Safe on several nodes at once. */
export async function migrate(
  url: string,
  clock: Clock = Date.now,
): Promise<{ readonly applied: readonly string[] }> {
  const source = await createDataSource(url).initialize();
  try {
    return await migrateWith(source, clock);
  } finally {
    await source.destroy();
  }
}

export async function migrateWith(
  source: DataSource,
  clock: Clock,
): Promise<{ readonly applied: readonly string[] }> {
  const runner = source.createQueryRunner();
  try {
    // Nodes that start together take turns.
    await runner.query("SELECT pg_advisory_lock(hashtext('seatbridge.migrate'))");
    const applied = await source.runMigrations({ transaction: "all" });
    await ensureMonths((text, values) => runner.query(text, values), clock());
    return { applied: applied.map((migration) => migration.name) };
  } catch (error) {
    throw error instanceof QueryFailedError ? refused(error) : error;
  } finally {
    await runner.query("SELECT pg_advisory_unlock(hashtext('seatbridge.migrate'))").catch(() => undefined);
    await runner.release();
  }
}

const refused = (error: QueryFailedError): Fault =>
  new Fault(
    "database_refused",
    `PostgreSQL refused to set up the tables: ${error.message}. Use a user that may create in this database, or an empty database of its own.`,
  );

/** Makes the partitions of last month up to three months ahead. */
export async function ensureMonths(
  query: (text: string, values: unknown[]) => Promise<unknown>,
  now: number,
): Promise<void> {
  await query(
    /* sql */ `
    SELECT ensure_month(parent, (date_trunc('month', $1::timestamptz AT TIME ZONE 'Asia/Shanghai')
                                 + make_interval(months => step))::date)
    FROM unnest(ARRAY['message', 'event']) AS parent, generate_series(-1, $2) AS step`,
    [new Date(now), MONTHS_AHEAD],
  );
}
