import type { DataSource } from "typeorm";

type Medium = { readonly type: string; readonly sha256: string };

/** A medium of ours, for whoever was given its address. */
export async function readMedium(source: DataSource, id: string): Promise<Medium | undefined> {
  const rows = await source.query<Medium[]>(
    "SELECT type, encode(sha256, 'hex') AS sha256 FROM media WHERE id = $1",
    [id],
  );
  return rows[0];
}
