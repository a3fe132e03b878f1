import type { ClientBase } from "pg";
import type { DataSource } from "typeorm";

import type { LaneWordStore, OwnWords } from "../../action/lane/ports.ts";
import { type Matters, type OwnWord, readMatters } from "../../core/answer/words/own.ts";

type Row = OwnWord & { readonly isIn: boolean };

const ALL = /* sql */ `
  SELECT id, lane, rule, word, removed_at IS NULL AS "isIn" FROM lane_word ORDER BY added_at, id`;
const ADD = /* sql */ `
  INSERT INTO lane_word (id, lane, rule, word, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6)`;
const REMOVE = /* sql */ `UPDATE lane_word SET removed_at = $2, removed_by = $3 WHERE id = $1`;
/** Readers are not kept waiting by it. */
const LOCK = /* sql */ `LOCK TABLE lane_word IN SHARE ROW EXCLUSIVE MODE`;

const inUse = (rows: readonly Row[]): OwnWords => {
  const words = rows.filter(({ isIn }) => isIn).map(({ isIn: _isIn, ...word }) => word);
  return { words, changes: 2 * rows.length - words.length };
};

/** All words that tell a matter, for a node's memory. */
export async function loadMatters(source: DataSource): Promise<Matters> {
  const { words, changes } = inUse(await source.query<Row[]>(ALL));
  return readMatters(words, changes);
}

export const laneWordStore = (client: ClientBase): LaneWordStore => {
  const read = async (): Promise<OwnWords> => inUse((await client.query<Row>(ALL)).rows);
  return {
    read,
    async lock() {
      await client.query(LOCK);
      return read();
    },
    async add({ id, lane, rule, word }, { at, by }) {
      await client.query(ADD, [id, lane, rule, word, new Date(at), by]);
    },
    async remove(id, { at, by }) {
      await client.query(REMOVE, [id, new Date(at), by]);
    },
  };
};
