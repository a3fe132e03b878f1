import type { Tables } from "./tables.ts";

/** Where a fan's words and name, and what is written about her, may be: everything here can be erased by identity. */
export const ERASABLE = new Set([
  "message",
  "attachment",
  "identity",
  "fan_profile",
  "fan_change",
  "inbox",
  "relay_exchange",
  "customer",
  "wrap_up",
  "ticket",
  "social_item",
  "social_answer",
  "social_unreadable",
  "call",
  "call_report",
  "dial",
  "practice_talk",
]);

/** Tables, partitions included, with a row that holds the text anywhere. */
export async function tablesWith(tables: Tables, text: string): Promise<string[]> {
  const names = await tables.rows<{ name: string; parent: string }>(
    `SELECT c.relname AS name, coalesce(p.relname, c.relname) AS parent FROM pg_class c
     LEFT JOIN pg_inherits h ON h.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = h.inhparent
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`,
  );
  const found = new Set<string>();
  for (const { name, parent } of names) {
    const sql = `SELECT count(*)::int FROM "${name}" t WHERE position($1 IN to_jsonb(t)::text) > 0`;
    if ((await tables.value<number>(sql, [text])) > 0) found.add(parent);
  }
  return [...found].toSorted();
}

/** Erases an identity: what was said and who said it goes, of work about her the words; what happened stays. */
export async function erase(tables: Tables, externalId: string): Promise<void> {
  const [{ id: identity } = {}] = await tables.rows<{ id: string }>(
    "SELECT id FROM identity WHERE external_id = $1",
    [externalId],
  );
  const conversations = "SELECT id FROM conversation WHERE identity_id = $1";
  const contacts = `SELECT id FROM contact WHERE conversation_id IN (${conversations})`;
  const tickets = `SELECT ticket_id FROM contact WHERE conversation_id IN (${conversations})`;
  for (const table of ["message", "attachment", "inbox"]) {
    await tables.rows(`DELETE FROM ${table} WHERE conversation_id IN (${conversations})`, [identity]);
  }
  await tables.rows(`UPDATE wrap_up SET next_step = NULL, note = NULL WHERE contact_id IN (${contacts})`, [
    identity,
  ]);
  await tables.rows(`UPDATE ticket SET title = NULL, note = NULL WHERE id IN (${tickets})`, [identity]);
  await tables.rows(
    "UPDATE social_item SET text = '', author = '{}', author_id = '', copy_digest = NULL WHERE author_id = $1",
    [externalId],
  );
  await tables.rows("DELETE FROM relay_exchange WHERE fan = $1", [externalId]);
  for (const table of ["fan_profile", "fan_change", "identity_merge"]) {
    await tables.rows(`DELETE FROM ${table} WHERE identity_id = $1`, [identity]);
  }
  await eraseNumber(tables, identity);
  await tables.rows("DELETE FROM identity WHERE id = $1", [identity]);
}

/** Of calls and of orders to dial the number goes, wherever it is hers: that there were some stays. */
async function eraseNumber(tables: Tables, identity: string | undefined): Promise<void> {
  const hers = `(conversation_id IN (SELECT id FROM conversation WHERE identity_id = $1)
    OR encode(number_hash, 'hex') = (SELECT external_id::text FROM identity WHERE id = $1))`;
  const call = "masked = NULL, number_hash = NULL, recording = NULL";
  await tables.rows(`UPDATE call_report SET ${call} WHERE call_id IN (SELECT id FROM call WHERE ${hers})`, [
    identity,
  ]);
  await tables.rows(
    `UPDATE dial SET number = NULL, masked = NULL, number_hash = NULL, known_call = NULL
     WHERE ${hers} OR call_id IN (SELECT id FROM call WHERE ${hers})`,
    [identity],
  );
  await tables.rows(`UPDATE call SET ${call} WHERE ${hers}`, [identity]);
}
