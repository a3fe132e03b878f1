import type { ClientBase } from "pg";

import type { KnowledgeStore } from "../../action/knowledge/ports.ts";
import type { Media } from "../../action/media/ports.ts";

const ONE = /* sql */ `
  SELECT m.id, m.type, m.bytes, encode(m.sha256, 'hex') AS sha256, m.name, m.created_by AS "createdBy"
  FROM knowledge_picture p JOIN media m ON m.id = p.media_id WHERE p.media_id = $1`;

/** A picture's id is its content's: it is there once. */
const KEEP = /* sql */ `
  WITH kept AS (
    INSERT INTO media (id, type, bytes, sha256, created_at)
    SELECT p."blobId", p.type, p.bytes, decode(p.sha256, 'hex'), $2
    FROM json_to_recordset($1) AS p("blobId" uuid, type text, bytes int, sha256 text) ORDER BY p."blobId"
    ON CONFLICT (id) DO NOTHING
  )
  INSERT INTO knowledge_picture (media_id, at, by)
  SELECT DISTINCT p."blobId", $2::timestamptz, $3 FROM json_to_recordset($1) AS p("blobId" uuid) ORDER BY 1
  ON CONFLICT (media_id) DO NOTHING`;

/** Pictures that answers may be of. */
export const picturesOf = (
  client: ClientBase,
): Pick<KnowledgeStore, "picture" | "pictures" | "keepPictures"> => ({
  picture: async (id) => (await client.query<Media>(ONE, [id])).rows[0],
  async pictures() {
    const { rows } = await client.query<{ id: string }>("SELECT media_id AS id FROM knowledge_picture");
    return new Set(rows.map(({ id }) => id));
  },
  async keepPictures(pictures, { at, by }) {
    if (pictures.length > 0) await client.query(KEEP, [JSON.stringify(pictures), new Date(at), by]);
  },
});
