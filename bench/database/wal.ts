import type pg from "pg";

type Wal = { readonly bytes: number; readonly images: number };

/** What the server has written so far. Sessions hand their counters in about once a second. */
export async function readWal(client: pg.Client): Promise<Wal> {
  const { rows } = await client.query<Wal>(
    "SELECT wal_bytes::float8 AS bytes, wal_fpi::float8 AS images FROM pg_stat_wal",
  );
  return rows[0] ?? { bytes: 0, images: 0 };
}

/**
 * Per message, over a whole run. A page's first change after a checkpoint is written in full (8 KiB), so a
 * short run after a fresh checkpoint writes more than a long one.
 */
export function walSince(before: Wal, after: Wal, messages: number) {
  const each = (value: number) => Math.round((value / Math.max(1, messages)) * 100) / 100;
  return {
    bytesPerMessage: Math.round(each(after.bytes - before.bytes)),
    fullPageImagesPerMessage: each(after.images - before.images),
  };
}
