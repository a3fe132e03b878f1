import type { ClientBase } from "pg";

/**
 * What dies with the running system: who is signed in, keys of repeats, tokens and ids that the platform gives anew, links
 * that were sent. A restored house signs in again.
 */
const TRANSIENT = [
  "staff_session",
  "idempotency",
  "platform_token",
  "platform_upload",
  "sign_in_limit",
  "setup_link",
  "account_check",
  "secret_key",
  "migration",
];

export type TableShape = { readonly name: string; readonly columns: readonly string[] };

/** Every table that is kept, without the partitions of a partitioned one. Generated columns are made anew. */
const TABLES = /* sql */ `
  SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> ALL ($1)
  GROUP BY c.relname ORDER BY c.relname`;

/** Which table points to which; what is checked at the end of a transaction only needs no order. */
const POINTERS = /* sql */ `
  SELECT f.relname AS "from", t.relname AS "to"
  FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
  WHERE k.contype = 'f' AND NOT k.condeferred AND f.oid <> t.oid AND k.connamespace = current_schema()::regnamespace`;

/** In an order in which what is pointed to comes first. */
export async function keptTables(client: ClientBase): Promise<readonly TableShape[]> {
  const { rows: tables } = await client.query<TableShape>(TABLES, [TRANSIENT]);
  const { rows: pointers } = await client.query<{ from: string; to: string }>(POINTERS);
  const ordered: TableShape[] = [];
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ name }) => name));
    const next = left.filter(
      ({ name }) => !pointers.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (next.length === 0) throw new Error("tables point to each other in a circle");
    ordered.push(...next);
    left = left.filter((table) => !next.includes(table));
  }
  return ordered;
}

export const appliedMigrations = async (client: ClientBase): Promise<readonly string[]> =>
  (await client.query<{ name: string }>("SELECT name FROM migration ORDER BY timestamp, id")).rows.map(
    ({ name }) => name,
  );

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
