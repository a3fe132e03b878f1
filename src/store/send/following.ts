import type { TextLimit } from "../../core/channel/split.ts";
import { JOINED_MAX, joinTexts, type Leaving, messagesOf } from "../../core/ledger/join.ts";
import type { Claimed, Joined } from "../../flow/send/ports.ts";
import type { Use } from "../hot/turns.ts";
import { leavingText, READY } from "./ready.ts";

/**
 * A row on its way out, and those behind it: `text` of those that may leave with others, and of these only where they
 * are ready. $1 conversation, $2 its number
 */
const LEAVING = /* sql */ `
  SELECT o.seq, o.class AS spender, m.staff_id::text AS "staffId",
    CASE WHEN o.seq = $2 OR (${READY}) THEN ${leavingText("o", "m")} END AS text
  FROM outbox o LEFT JOIN message_read m ON m.conversation_id = o.conversation_id AND m.seq = o.seq AND m.at = o.at
  WHERE o.conversation_id = $1 AND o.seq >= $2 ORDER BY o.seq LIMIT ${JOINED_MAX}`;

/** All of them or none: what was taken otherwise meanwhile would leave a gap. $1 conversation, $2 who pays, $3 the others */
const JOIN = /* sql */ `
  WITH mine AS MATERIALIZED (
    SELECT o.seq, f.lease_until FROM outbox f JOIN outbox o USING (conversation_id)
    WHERE conversation_id = $1 AND f.seq = $2 AND f.state = 'sending' AND o.seq = ANY ($3::int[]) AND ${READY}
    ORDER BY o.seq FOR UPDATE OF o
  )
  UPDATE outbox o SET state = 'sending', paid_by = $2, lease_until = mine.lease_until, attempts = o.attempts + 1
  FROM mine WHERE o.conversation_id = $1 AND o.seq = mine.seq AND (SELECT count(*) FROM mine) = cardinality($3::int[])
  RETURNING o.seq, o.attempts AS attempt`;

type Row = Leaving & { readonly seq: number };

/** Nobody else takes what follows while the first is on its way. */
export async function joinFollowing(use: Use, claimed: Claimed, limit: TextLimit): Promise<Claimed> {
  const { conversationId, seq, content } = claimed;
  if (content?.kind !== "text") return claimed;
  const { rows: leaving } = await use((client) => client.query<Row>(LEAVING, [conversationId, seq]));
  const [message = []] = messagesOf(leaving, limit);
  const following = message.slice(1);
  if (following.length === 0) return claimed;
  const values = [conversationId, seq, following.map((one) => one.seq)];
  const { rows } = await use((client) => client.query<Joined>(JOIN, values));
  if (rows.length === 0) return claimed;
  const text = joinTexts(message.map((one) => one.text ?? ""));
  return { ...claimed, content: { ...content, text }, joined: rows };
}
