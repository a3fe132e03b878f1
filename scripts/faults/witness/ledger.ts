import type { Ledger } from "../checker/messages.ts";
import { type Rows, type Spoken, wordsOf } from "./rows.ts";

/** Reads all messages of fans whose openid begins with the prefix. */
export async function readLedger(rows: Rows, prefix: string): Promise<Ledger> {
  const inbox = await rows.query<Ledger["inbox"][number]>(
    /* sql */ `
    SELECT substring(raw FROM '<MsgId>([0-9]+)</MsgId>') AS "messageId", state, conversation_id AS conversation, seq,
      reply_seq AS reply
    FROM inbox WHERE raw LIKE '%<FromUserName><![CDATA[' || $1 || '%'`,
    [prefix],
  );
  const messages = await rows.query<Omit<Ledger["messages"][number], "words"> & { content: Spoken }>(
    /* sql */ `
    SELECT m.conversation_id AS conversation, m.seq, m.author, m.content, EXISTS (
      SELECT 1 FROM event e WHERE e.subject_id = m.contact_id AND (
        (e.data ? 'turn' AND (e.data->>'seq')::int = m.seq - 1)
        OR (e.code = 'rating_asked' AND (e.data->>'seq')::int = m.seq)
        OR (e.code IN ('queued', 'left_message') AND NOT e.data ? 'seq' AND e.at = m.at))
    ) AS "byEvent"
    FROM identity i JOIN conversation c ON c.identity_id = i.id JOIN message_read m ON m.conversation_id = c.id
    WHERE starts_with(i.external_id, $1)`,
    [prefix],
  );
  const outbox = await rows.query<Ledger["outbox"][number]>(
    /* sql */ `
    SELECT o.conversation_id AS conversation, o.seq, o.state
    FROM identity i JOIN conversation c ON c.identity_id = i.id JOIN outbox o ON o.conversation_id = c.id
    WHERE starts_with(i.external_id, $1)`,
    [prefix],
  );
  return {
    inbox,
    messages: messages.map(({ content, ...row }) => ({ ...row, words: wordsOf(content) })),
    outbox,
  };
}
