import type { ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import type { LoadedContact } from "../contact/contact-step.ts";

const SAY = /* sql */ `
  WITH numbered AS (
    UPDATE conversation SET seq = $2 WHERE id = $1 AND seq = $2 - 1 RETURNING 1
  ), said AS (
    INSERT INTO message (conversation_id, seq, at, contact_id, author, content) VALUES ($1, $2, $3, $4, 'bot', $5)
  ), leaves AS (
    INSERT INTO outbox (conversation_id, seq, class, state, at) VALUES ($1, $2, 'notice', 'queued', $3)
  )
  SELECT must((SELECT count(*) FROM numbered) = 1, 'conversation')`;

/**
 * Tells the fan something that none of her messages asked for; it leaves by the send loop. Under the lock of `loaded`.
 * In public nothing is said by itself.
 */
export async function sayNotice(
  client: ClientBase,
  { conversationId, surface, seq, contact }: LoadedContact,
  text: string,
  at: Instant,
): Promise<void> {
  if (surface === "public") return;
  const content = JSON.stringify({ kind: "text", text });
  await client.query(SAY, [conversationId, seq + 1, new Date(at), contact.id, content]);
}
