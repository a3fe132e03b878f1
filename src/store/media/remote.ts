import type { RemoteMedia, RemoteMedium } from "../../flow/media/ports.ts";
import type { Use } from "../hot/turns.ts";
import { inTransaction } from "../transaction.ts";
import { mediaStore } from "./media.ts";

/** Longer than any fetch; whoever has not told of it by then has died. */
const LEASE = "2 minutes";

const CLAIM = /* sql */ `
  WITH mine AS (
    SELECT conversation_id, seq, n FROM attachment
    WHERE state = 'remote' AND kind <> 'file' AND due_at <= $1
    ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE attachment x SET tries = x.tries + 1, due_at = $1::timestamptz + interval '${LEASE}'
  FROM mine JOIN conversation c ON c.id = mine.conversation_id
  WHERE x.conversation_id = mine.conversation_id AND x.seq = mine.seq AND x.n = mine.n
  RETURNING x.conversation_id AS "conversationId", x.seq, c.account_id AS "accountId", x.kind, x.url,
    x.external_id AS "externalId", x.at, x.tries`;

const LATER = /* sql */ `
  UPDATE attachment SET due_at = $3 WHERE conversation_id = $1 AND seq = $2 AND n = 0 AND state = 'remote'`;

/** What is still to be fetched, whoever does it. A person who looks at it first may have fetched it meanwhile. */
export function remoteMedia(use: Use): RemoteMedia {
  return {
    async claim(at, max) {
      const { rows } = await use((client) => client.query<RemoteMedium>(CLAIM, [new Date(at), max]));
      return rows;
    },
    keep: ({ conversationId, seq }, medium, at) =>
      use((client) =>
        inTransaction(client, async () => {
          const store = mediaStore(client);
          await store.insert({ ...medium, name: null, createdBy: null }, at);
          await store.settle({ conversationId, seq }, { mediaId: medium.id });
        }),
      ),
    settle: (place, outcome) => use((client) => mediaStore(client).settle(place, outcome)),
    async later({ conversationId, seq }, at) {
      await use((client) => client.query(LATER, [conversationId, seq, new Date(at)]));
    },
  };
}
