import { openRows, type Rows, type Spoken, wordsOf } from "../../scripts/faults/witness/rows.ts";

export { openRows, type Rows, type Spoken, wordsOf };

/**
 * Lets the bot answer everything with the webhook, without waiting for more pieces and as often as it is asked; before
 * the server starts.
 */
export const answerAtOnce = (rows: Rows) =>
  rows.query(
    `INSERT INTO setting (scope, key, value, updated_at, updated_by) 
     VALUES ('all', 'turn.pauseMs', '0', now(), 'test'), ('all', 'answer.repeats', '"on"', now(), 'test')`,
  );

const tables = ["inbox", "message", "conversation", "identity", "contact", "ticket", "event", "outbox"];

/** How many rows every table has that a message may touch. */
export async function countRows(rows: Rows): Promise<Readonly<Record<string, number>>> {
  const counts = tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS "${table}"`);
  const [counted] = await rows.query<Record<string, number>>(`SELECT ${counts.join(", ")}`);
  return counted ?? {};
}

/** What a fan wrote, and what was said to her, in order; answers of the FAQ as their words. */
export async function threadOf(rows: Rows, fan: string): Promise<{ author: string; content: Spoken }[]> {
  return rows.query(
    /* sql */ `
    SELECT m.author, m.content
    FROM identity i JOIN conversation c ON c.identity_id = i.id JOIN message_read m ON m.conversation_id = c.id
    WHERE i.external_id = $1 ORDER BY m.seq`,
    [fan],
  );
}
