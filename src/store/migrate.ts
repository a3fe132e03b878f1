import { type DataSource, MigrationExecutor, type QueryRunner, QueryFailedError } from "typeorm";

import { Fault } from "../core/kernel/fault.ts";
import type { Clock } from "../core/kernel/instant.ts";
import { createDataSource, type MigrationClass, MIGRATIONS } from "./data-source.ts";

/** Partitions are made this many months ahead; the tend loop keeps them so. */
const MONTHS_AHEAD = 3;
/** SQLSTATE lock_not_available. */
const LOCK_TIMEOUT = "55P03";

type MigrateOptions = {
  readonly clock?: Clock;
  readonly migrations?: readonly MigrationClass[];
  /** So long a migration waits for a table that others use: everybody who comes later waits behind it. */
  readonly lockMs?: number;
};

/**
 * Brings the database to the newest schema, all or nothing, and makes the months' partitions around now. Safe on
 * several nodes at once.
 * @throws Fault `database_refused`, `database_busy`
 */
export async function migrate(
  url: string,
  { migrations = MIGRATIONS, ...options }: MigrateOptions = {},
): Promise<{ readonly applied: readonly string[] }> {
  const source = await createDataSource(url, migrations).initialize();
  try {
    return await migrateWith(source, options);
  } finally {
    await source.destroy();
  }
}

export async function migrateWith(
  source: DataSource,
  { clock = Date.now, lockMs = 0 }: Omit<MigrateOptions, "migrations"> = {},
): Promise<{ readonly applied: readonly string[] }> {
  const runner = source.createQueryRunner();
  try {
    // Nodes that start together take turns.
    await runner.query("SELECT pg_advisory_lock(hashtext('seatbridge.migrate'))");
    await runner.query("SELECT set_config('lock_timeout', $1, false)", [String(lockMs)]);
    const applied = await applyPending(source, runner);
    await ensureMonths((text, values) => runner.query(text, values), clock());
    return { applied };
  } catch (error) {
    throw error instanceof QueryFailedError ? refused("months", error) : error;
  } finally {
    await runner.query("RESET lock_timeout").catch(() => undefined);
    await runner.query("SELECT pg_advisory_unlock(hashtext('seatbridge.migrate'))").catch(() => undefined);
    await runner.release();
  }
}

/**
 * All that are pending, in one transaction: in the runner's where it has begun one. Their names.
 * @throws Fault `database_refused`, `database_busy`
 */
export async function applyPending(source: DataSource, runner: QueryRunner): Promise<readonly string[]> {
  const executor = new MigrationExecutor(source, runner);
  const pending = await executor.getPendingMigrations();
  const alone = !runner.isTransactionActive;
  if (alone) await runner.startTransaction();
  try {
    for (const migration of pending) {
      await executor.executeMigration(migration).catch((error: unknown) => {
        throw error instanceof QueryFailedError ? refused(migration.name, error) : error;
      });
    }
    if (alone) await runner.commitTransaction();
    return pending.map(({ name }) => name);
  } catch (error) {
    if (alone) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}

function refused(name: string, error: QueryFailedError): Fault {
  const { code } = error.driverError as { readonly code?: string };
  if (code === LOCK_TIMEOUT) {
    return new Fault(
      "database_busy",
      `${name} waited in vain for a table that something else holds, such as a backup or a long report. Run this again when that is over.`,
      { name },
    );
  }
  return new Fault(
    "database_refused",
    `PostgreSQL refused to set up the tables (${name}): ${error.message}. Use a user that may create in this database, or, at a first start, an empty database of its own.`,
    { name },
  );
}

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
