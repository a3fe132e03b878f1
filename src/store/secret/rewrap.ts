import type { ClientBase } from "pg";

import { SEALED_TABLES, type SealedTable, type Settings, type Vault } from "./vault.ts";

/** Rows at a time: each is written by itself, so whatever ends it in between leaves rows that are done. */
const ROWS_MAX = 100;

export type Rewrapped = {
  readonly rows: number;
  readonly changed: number;
  /** Rows with something that no key here opens. */
  readonly broken: number;
};

/**
 * Seals what is plain, and seals anew by the newest key what is sealed by another, in every row, while servers run.
 * It may be ended and begun again at any time: what is done is not touched twice. A row that somebody changes at the
 * same moment is looked at again. Practice accounts have no secrets: what they share with the emulator stays plain.
 */
export async function rewrap(client: ClientBase, vault: Vault): Promise<Rewrapped> {
  let [rows, changed, broken] = [0, 0, 0];
  for (const table of Object.keys(SEALED_TABLES) as SealedTable[]) {
    let after: string | undefined;
    for (;;) {
      const page = await readPage(client, table, after);
      for (const row of page) {
        const outcome = await rewrapRow(client, vault, table, row);
        if (outcome.changed) changed += 1;
        if (outcome.broken) broken += 1;
      }
      rows += page.length;
      after = page.at(-1)?.id;
      if (page.length < ROWS_MAX) break;
    }
  }
  return { rows, changed, broken };
}

type Row = { readonly id: string; readonly kind: string; readonly config: Settings };

const readPage = async (client: ClientBase, table: SealedTable, after: string | undefined): Promise<Row[]> =>
  (
    await client.query<Row>(
      `SELECT id, ${SEALED_TABLES[table]} AS kind, config FROM ${table}
       WHERE ($1::uuid IS NULL OR id > $1) ${table === "account" ? "AND NOT simulated" : ""}
       ORDER BY id LIMIT ${ROWS_MAX}`,
      [after],
    )
  ).rows;

async function rewrapRow(
  client: ClientBase,
  vault: Vault,
  table: SealedTable,
  row: Row,
): Promise<{ readonly changed: boolean; readonly broken: boolean }> {
  let { config } = row;
  for (;;) {
    const place = { table, id: row.id, kind: row.kind };
    const sealed = vault.seal(place, config);
    const broken = vault.open(place, sealed).broken.length > 0;
    if (JSON.stringify(sealed) === JSON.stringify(config)) return { changed: false, broken };
    const { rowCount } = await client.query(
      `UPDATE ${table} SET config = $2 WHERE id = $1 AND config = $3::jsonb`,
      [row.id, JSON.stringify(sealed), JSON.stringify(config)],
    );
    if (rowCount === 1) return { changed: true, broken };
    const { rows } = await client.query<Row>(`SELECT config FROM ${table} WHERE id = $1`, [row.id]);
    if (rows[0] === undefined) return { changed: false, broken: false };
    config = rows[0].config;
  }
}
