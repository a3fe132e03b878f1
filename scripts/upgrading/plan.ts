import type { ClientBase } from "pg";

import { Fault } from "../../src/core/kernel/fault.ts";
import { appliedMigrations } from "../../src/store/backup/tables.ts";
import type { MigrationClass } from "../../src/store/data-source.ts";

/** Every server holds such a connection as long as it runs. */
const SERVERS = /* sql */ `
  SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'seatbridge lane' LIMIT 1`;

/**
 * The migrations that the database has not had yet.
 * @throws Fault `upgrade_nothing_there`, `upgrade_newer_database`, `upgrade_servers_run`
 */
export async function readPlan(
  client: ClientBase,
  migrations: readonly MigrationClass[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('migration') IS NOT NULL AS there",
  );
  const applied = rows[0]?.there === true ? await appliedMigrations(client) : [];
  if (applied.length === 0) {
    throw new Fault("upgrade_nothing_there", "The database is empty: npm start sets it up by itself.");
  }
  const known = migrations.map((Migration) => new Migration());
  const foreign = applied.filter((name) => known.every((one) => one.name !== name));
  if (foreign.length > 0) {
    throw new Fault(
      "upgrade_newer_database",
      `A newer version has been at this database (${foreign.join(", ")}). Run the upgrade from that version's folder.`,
      { names: foreign.join(", ") },
    );
  }
  const pending = known.filter(({ name }) => !applied.includes(name));
  await refuseBesideServers(client, pending);
  return pending.map(({ name }) => name);
}

/** What a contract takes away is used by servers of before: they would fail in the middle of a talk. */
async function refuseBesideServers(
  client: ClientBase,
  pending: readonly InstanceType<MigrationClass>[],
): Promise<void> {
  const contract = pending.find((one) => one.contract !== undefined);
  if (contract === undefined || (await client.query(SERVERS)).rowCount === 0) return;
  const { name, contract: { unusedSince = "" } = {} } = contract;
  throw new Fault(
    "upgrade_servers_run",
    `${name} takes away what servers older than ${unusedSince} use, and servers run on this database. Stop all of them, then run this again.`,
    { name, since: unusedSince },
  );
}
