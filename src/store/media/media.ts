import type { ClientBase } from "pg";

import type { MediaKind } from "../../core/media/sniff.ts";
import type { Held, Media, MediaStore } from "../../action/media/ports.ts";

const BY_ID = /* sql */ `
  SELECT id, type, bytes, encode(sha256, 'hex') AS sha256, name, created_by AS "createdBy" FROM media WHERE id = $1`;

const INSERT = /* sql */ `
  WITH kept AS (
    INSERT INTO media (id, type, bytes, sha256, name, created_at, created_by)
    VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7) RETURNING id, created_at, created_by
  )
  INSERT INTO media_unsent (media_id, created_at) SELECT id, created_at FROM kept WHERE created_by IS NOT NULL`;

const USE = "DELETE FROM media_unsent WHERE media_id = $1";

const OF_MESSAGE = /* sql */ `
  SELECT c.account_id AS "accountId", m.content ->> 'kind' AS "is", m.content ->> 'blobId' AS "blobId", x.state, x.url, x.external_id AS "externalId",
    x.media_id AS "mediaId"
  FROM conversation c
  JOIN message m ON m.conversation_id = c.id AND m.seq = $2
  LEFT JOIN attachment x ON x.conversation_id = c.id AND x.seq = $2 AND x.n = 0
  WHERE c.id = $1 AND m.content ->> 'kind' IN ('image', 'voice', 'video')`;

const SETTLE = /* sql */ `
  UPDATE attachment SET state = $3, media_id = $4
  WHERE conversation_id = $1 AND seq = $2 AND n = 0 AND state = 'remote'`;

type Cells = {
  readonly is: MediaKind;
  readonly accountId: string;
  readonly blobId: string | null;
  readonly state: "remote" | "stored" | "expired" | "refused" | null;
  readonly url: string | null;
  readonly externalId: string | null;
  readonly mediaId: string | null;
};

export const mediaStore = (client: ClientBase): MediaStore => {
  const byId = async (id: string): Promise<Media | undefined> =>
    (await client.query<Media>(BY_ID, [id])).rows[0];
  return {
    byId,
    async insert({ id, type, bytes, sha256, name, createdBy }, at) {
      await client.query(INSERT, [id, type, bytes, sha256, name, new Date(at), createdBy]);
    },
    use: async (id) => void (await client.query(USE, [id])),
    async ofMessage(conversationId, seq) {
      const [cells] = (await client.query<Cells>(OF_MESSAGE, [conversationId, seq])).rows;
      return cells && toHeld(cells, byId);
    },
    async settle({ conversationId, seq }, outcome) {
      const [state, mediaId] = typeof outcome === "string" ? [outcome, null] : ["stored", outcome.mediaId];
      await client.query(SETTLE, [conversationId, seq, state, mediaId]);
    },
  };
};

async function toHeld(
  { is, accountId, blobId, state, url, externalId, mediaId }: Cells,
  byId: MediaStore["byId"],
): Promise<Held> {
  const heldId = mediaId ?? blobId;
  const media = heldId === null ? undefined : await byId(heldId);
  if (media !== undefined) return { kind: "held", media };
  if (state === "expired") return { kind: "expired" };
  const isThere = state === "remote" && (url !== null || externalId !== null);
  return isThere ? { kind: "remote", is, accountId, url, externalId } : { kind: "refused" };
}
