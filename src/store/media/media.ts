import type { ClientBase } from "pg";

import type { Media, MediaStore, Picture } from "../../action/media/ports.ts";

const BY_ID = /* sql */ `
  SELECT id, type, bytes, encode(sha256, 'hex') AS sha256, name, created_by AS "createdBy" FROM media WHERE id = $1`;

const INSERT = /* sql */ `
  INSERT INTO media (id, type, bytes, sha256, name, created_at, created_by)
  VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7)`;

const PICTURE = /* sql */ `
  SELECT c.account_id AS "accountId", m.content ->> 'blobId' AS "blobId", x.state, x.url, x.external_id AS "externalId",
    x.media_id AS "mediaId"
  FROM conversation c
  JOIN message m ON m.conversation_id = c.id AND m.seq = $2
  LEFT JOIN attachment x ON x.conversation_id = c.id AND x.seq = $2 AND x.n = 0
  WHERE c.id = $1 AND m.content ->> 'kind' = 'image'`;

const SETTLE = /* sql */ `
  UPDATE attachment SET state = $3, media_id = $4
  WHERE conversation_id = $1 AND seq = $2 AND n = 0 AND state = 'remote'`;

type Cells = {
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
    async pictureOf(conversationId, seq) {
      const [cells] = (await client.query<Cells>(PICTURE, [conversationId, seq])).rows;
      return cells && toPicture(cells, byId);
    },
    async settle({ conversationId, seq }, outcome) {
      const [state, mediaId] = typeof outcome === "string" ? [outcome, null] : ["stored", outcome.mediaId];
      await client.query(SETTLE, [conversationId, seq, state, mediaId]);
    },
  };
};

async function toPicture(
  { accountId, blobId, state, url, externalId, mediaId }: Cells,
  byId: MediaStore["byId"],
): Promise<Picture> {
  const heldId = mediaId ?? blobId;
  const media = heldId === null ? undefined : await byId(heldId);
  if (media !== undefined) return { kind: "held", media };
  if (state === "expired") return { kind: "expired" };
  const isThere = state === "remote" && (url !== null || externalId !== null);
  return isThere ? { kind: "remote", accountId, url, externalId } : { kind: "refused" };
}
