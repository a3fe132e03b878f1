import type { ClientBase } from "pg";

import type { MediaFiles } from "./files.ts";

/** As long as a platform holds an upload: whoever comes back to a draft after that chooses the file again. */
const UNSENT_FOR = "3 days";
const ROWS_MAX = 500;

const UNSENT = /* sql */ `
  WITH over AS (
    DELETE FROM media_unsent WHERE media_id IN (
      SELECT media_id FROM media_unsent WHERE created_at < now() - interval '${UNSENT_FOR}'
      ORDER BY media_id LIMIT ${ROWS_MAX} FOR UPDATE SKIP LOCKED)
    RETURNING media_id
  )
  DELETE FROM media USING over WHERE media.id = over.media_id RETURNING encode(media.sha256, 'hex') AS sha256`;

/** Bytes that nobody's row names any more. $1 hashes in hex */
const NOBODYS = /* sql */ `
  SELECT sha256 FROM unnest($1::text[]) AS gone(sha256)
  WHERE NOT EXISTS (SELECT FROM media m WHERE m.sha256 = decode(gone.sha256, 'hex'))`;

/** The platform has thrown these away. */
const PLATFORMS = /* sql */ `
  DELETE FROM platform_upload WHERE ctid IN (
    SELECT ctid FROM platform_upload WHERE kept_until <= now() LIMIT ${ROWS_MAX})`;

type Row = { readonly sha256: string };

/** Uploads that were never sent, here, and those whose time is over at platforms. Returns how many; more may be left. */
export async function sweepUploads(client: ClientBase, { drop }: Pick<MediaFiles, "drop">): Promise<number> {
  const { rows: gone } = await client.query<Row>(UNSENT);
  const { rows: nobodys } = await client.query<Row>(NOBODYS, [gone.map(({ sha256 }) => sha256)]);
  for (const { sha256 } of nobodys) await drop(sha256);
  const { rowCount } = await client.query(PLATFORMS);
  return gone.length + (rowCount ?? 0);
}
