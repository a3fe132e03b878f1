import { readdir, stat, statfs } from "node:fs/promises";
import { join } from "node:path";

import type { ClientBase } from "pg";

import { Fault } from "../../src/core/kernel/fault.ts";

/** An empty PostgreSQL and its log of writes. */
const EMPTY_BYTES = 256 * 1_024 * 1_024;

/**
 * What the backup and the copy for the rehearsal may take: the database twice, the media once.
 * @returns bytes
 */
export async function spaceNeeded(client: ClientBase, dataDir: string): Promise<number> {
  const { rows } = await client.query<{ bytes: number }>(
    "SELECT pg_database_size(current_database())::float8 AS bytes",
  );
  return 2 * (rows[0]?.bytes ?? 0) + (await bytesIn(join(dataDir, "media"))) + EMPTY_BYTES;
}

/** Bytes that this user may still write where the folder lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws Fault `upgrade_disk_full` */
export function refuseTooLittle(folder: string, free: number, needed: number): void {
  if (free >= needed) return;
  throw new Fault(
    "upgrade_disk_full",
    `${folder} has ${megabytes(free)} free, and the backup and the rehearsal need ${megabytes(needed)}. Make room there, or move old backups elsewhere.`,
    { folder, free, needed },
  );
}

export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MB`;

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
