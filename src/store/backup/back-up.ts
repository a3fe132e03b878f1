import { createWriteStream } from "node:fs";
import { chmod, cp, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

import pg, { type ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";

import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { createHashing } from "./hashing.ts";
import type { Manifest } from "./manifest.ts";
import { appliedMigrations, keptTables, quoted, type TableShape } from "./tables.ts";

export type BackUpOptions = {
  readonly url: string;
  /** Of the server; its media are taken along. */
  readonly dataDir: string;
  /** Must not be there yet. */
  readonly folder: string;
  readonly version: string;
  readonly at: Instant;
  readonly onTable: (name: string, rows: number) => void;
};

const MONTHS = /* sql */ `
  SELECT DISTINCT to_char(to_date(right(c.relname, 7), 'YYYY_MM'), 'YYYY-MM-DD') AS month
  FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid WHERE h.inhparent = 'message'::regclass ORDER BY 1`;

const SEQUENCES = /* sql */ `
  SELECT c.relname AS table, a.attname AS column,
    pg_sequence_last_value(pg_get_serial_sequence(quote_ident(c.relname), a.attname)::regclass)::float8 AS last
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE a.attidentity <> '' AND c.relnamespace = current_schema()::regnamespace AND NOT c.relispartition
  ORDER BY 1, 2`;

/**
 * Writes all that the house has into a folder, as of one moment, while the server goes on. The folder appears under its
 * name when it is whole; it holds secrets, so only its owner may look in.
 * @throws Fault `backup_folder_there`
 */
export async function backUp(options: BackUpOptions): Promise<Manifest> {
  const { url, folder } = options;
  if (await isThere(folder)) {
    throw new Fault("backup_folder_there", `${folder} is there already. Name one that is not.`, { folder });
  }
  const draft = `${folder}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, "tables"), { recursive: true, mode: 0o700 });
  await chmod(draft, 0o700);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // One moment for all tables, and nothing waits for it.
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    const manifest = await writeAll(client, draft, options);
    await client.query("COMMIT");
    await writeFile(join(draft, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      mode: 0o600,
    });
    await rename(draft, folder);
    return manifest;
  } finally {
    await client.end();
  }
}

async function writeAll(client: ClientBase, draft: string, options: BackUpOptions): Promise<Manifest> {
  const { version, at, dataDir, onTable } = options;
  const tables: Manifest["tables"] = [];
  for (const table of await keptTables(client)) {
    const written = await writeTable(client, table, join(draft, "tables", `${table.name}.copy.gz`));
    onTable(table.name, written.rows);
    tables.push({ name: table.name, columns: [...table.columns], ...written });
  }
  const { rows: months } = await client.query<{ month: string }>(MONTHS);
  const { rows: sequences } = await client.query<{ table: string; column: string; last: number | null }>(
    SEQUENCES,
  );
  const { rows: servers } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version') AS version",
  );
  return {
    format: 1,
    version,
    madeAt: new Date(at).toISOString(),
    postgres: servers[0]?.version ?? "",
    migrations: [...(await appliedMigrations(client))],
    tables,
    months: months.map(({ month }) => month),
    sequences: sequences.flatMap(({ last, ...one }) => (last === null ? [] : [{ ...one, last }])),
    // After the rows: a picture that a row names was there before the row.
    media: await copyMedia(join(dataDir, "media"), join(draft, "media")),
  };
}

async function writeTable(
  client: ClientBase,
  { name, columns }: TableShape,
  path: string,
): Promise<{ rows: number; sha256: string }> {
  const out = client.query(copyTo(`COPY (SELECT ${quoted(columns)} FROM "${name}") TO STDOUT`));
  const hashing = createHashing();
  await pipeline(out, hashing.stream, createGzip(), createWriteStream(path, { mode: 0o600 }));
  return { rows: out.rowCount ?? 0, sha256: hashing.sha256() };
}

/** Files never change once they are there; a draft of one that is just being put lies beside it and stays here. */
async function copyMedia(from: string, to: string): Promise<Manifest["media"]> {
  if (!(await isThere(from))) return { files: 0, bytes: 0 };
  await cp(from, to, { recursive: true, filter: (path) => !/\.[0-9a-f]{12}$/.test(path) });
  const entries = await readdir(to, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
