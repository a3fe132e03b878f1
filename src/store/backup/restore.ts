import { createReadStream } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";

import { Fault } from "../../core/kernel/fault.ts";
import { createDataSource, type MigrationClass, MIGRATIONS } from "../data-source.ts";
import { applyPending, migrate } from "../migrate.ts";
import { createHashing } from "./hashing.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { appliedMigrations, quoted } from "./tables.ts";

export type RestoreOptions = {
  readonly folder: string;
  /** An empty database. */
  readonly url: string;
  /** Of the server that will run on it; gets the media. Without one they stay where they are. */
  readonly dataDir?: string;
  readonly onTable: (name: string, rows: number) => void;
  readonly migrations?: readonly MigrationClass[];
};

export type Restored = {
  readonly manifest: Manifest;
  /** Words of ours that had not left, or nobody knows: each waits for a person. */
  readonly waiting: number;
  /** Connections to CRMs, which are paused. */
  readonly paused: number;
};

/**
 * Puts a backup into an empty database, all or nothing, and brings one of an earlier version to this one's tables. What
 * had not left by then may have left since, from the system that was backed up: nothing is sent again by itself, a
 * person confirms or sends it anew (可能已发送). Connections to CRMs are paused: a house that is restored for a drill
 * must not write into the real one's tickets.
 * @throws Fault `backup_unreadable`, `backup_other_schema`, `backup_damaged`, `restore_not_empty`
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { folder, url, dataDir, migrations = MIGRATIONS } = options;
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => "");
  const manifest = readManifest(text, folder);
  const known = migrations.filter((Migration) => manifest.migrations.includes(new Migration().name));
  if (known.length < manifest.migrations.length) throw otherSchema(manifest);
  await migrate(url, { migrations: known });
  const source = await createDataSource(url, migrations).initialize();
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    if ((await appliedMigrations(client)).join() !== manifest.migrations.join()) throw otherSchema(manifest);
    await refuseFull(client);
    await runner.startTransaction();
    await readAll(client, manifest, options);
    await applyPending(source, runner);
    const counts = await holdBack(client);
    if (dataDir !== undefined && manifest.media.files > 0)
      await cp(join(folder, "media"), join(dataDir, "media"), { recursive: true });
    await runner.commitTransaction();
    await runner.query("ANALYZE");
    return { manifest, ...counts };
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

const otherSchema = ({ version }: Manifest): Fault =>
  new Fault(
    "backup_other_schema",
    `The tables of this database are not those of the backup, which version ${version} made. Restore it by that version or a newer one, into an empty database.`,
    { version },
  );

async function refuseFull(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM account UNION ALL SELECT FROM staff LIMIT 1");
  if (rowCount === 0) return;
  throw new Fault(
    "restore_not_empty",
    "The database holds something already. Restore into a new one: name an empty DATABASE_URL, or a DATA_DIR that is not there yet.",
  );
}

async function readAll(client: ClientBase, manifest: Manifest, options: RestoreOptions): Promise<void> {
  for (const month of manifest.months) {
    await client.query("SELECT ensure_month(parent, $1) FROM unnest(ARRAY['message', 'event']) AS parent", [
      month,
    ]);
  }
  // What follows from a row (marks for a CRM) is in the backup itself.
  for (const { name } of manifest.tables) await client.query(`ALTER TABLE "${name}" DISABLE TRIGGER USER`);
  // What migrations have laid themselves (reasons for a break) is in the backup, as people have made it since.
  for (const { name } of manifest.tables) await client.query(`DELETE FROM "${name}"`);
  for (const table of manifest.tables) {
    await readTable(client, table, join(options.folder, "tables", `${table.name}.copy.gz`));
    options.onTable(table.name, table.rows);
  }
  await client.query("SET CONSTRAINTS ALL IMMEDIATE");
  for (const { name } of manifest.tables) await client.query(`ALTER TABLE "${name}" ENABLE TRIGGER USER`);
  for (const { table, column, last } of manifest.sequences) {
    await client.query("SELECT setval(pg_get_serial_sequence(quote_ident($1), $2)::regclass, $3)", [
      table,
      column,
      last,
    ]);
  }
}

async function readTable(
  client: ClientBase,
  { name, columns, rows, sha256 }: Manifest["tables"][number],
  path: string,
): Promise<void> {
  const into = client.query(copyFrom(`COPY "${name}" (${quoted(columns)}) FROM STDIN`));
  const hashing = createHashing();
  try {
    await pipeline(createReadStream(path), createGunzip(), hashing.stream, into);
  } catch (error) {
    throw damaged(name, error instanceof Error ? error.message : String(error));
  }
  if (hashing.sha256() !== sha256 || into.rowCount !== rows)
    throw damaged(name, "it is not what was written");
}

const damaged = (table: string, why: string): Fault =>
  new Fault(
    "backup_damaged",
    `The table ${table} of this backup cannot be read: ${why}. Nothing was restored.`,
    { table },
  );

const HOLD_BACK = /* sql */ `
  WITH held AS (
    UPDATE outbox o SET state = 'unknown', code = 'restored', lease_until = NULL, due_at = NULL
    WHERE state IN ('queued', 'sending')
      OR (state = 'passive' AND EXISTS (SELECT FROM lane l WHERE l.id = o.lane_id AND o.batch > l.settled))
    RETURNING 1
  ), paused AS (
    UPDATE connector SET state = 'paused', code = NULL, version = version + 1 WHERE state IN ('active', 'shut') RETURNING 1
  )
  SELECT (SELECT count(*)::int FROM held) AS waiting, (SELECT count(*)::int FROM paused) AS paused`;

async function holdBack(client: ClientBase): Promise<{ waiting: number; paused: number }> {
  const { rows } = await client.query<{ waiting: number; paused: number }>(HOLD_BACK);
  return rows[0] ?? { waiting: 0, paused: 0 };
}
