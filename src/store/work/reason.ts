import type { ClientBase } from "pg";

import type { ReasonStore } from "../../action/reason/ports.ts";
import type { Reason } from "../../core/reason/tree.ts";

const ALL = /* sql */ `
  SELECT id, parent_id AS "parentId", key, name, name_en AS "nameEn", position, active, version FROM reason`;

const INSERT = /* sql */ `
  INSERT INTO reason (id, parent_id, key, name, name_en, position, active, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`;

const UPDATE = /* sql */ `
  UPDATE reason SET parent_id = $2, name = $3, name_en = $4, position = $5, active = $6, version = version + 1
  WHERE id = $1`;

export async function readReasons(client: ClientBase): Promise<readonly Reason[]> {
  return (await client.query<Reason>(ALL)).rows;
}

export const reasonStore = (client: ClientBase): ReasonStore => ({
  all: () => readReasons(client),
  async lockAll() {
    await client.query("LOCK TABLE reason IN SHARE ROW EXCLUSIVE MODE");
    return readReasons(client);
  },
  async insert({ id, parentId, key, name, nameEn, position, active }) {
    await client.query(INSERT, [id, parentId, key, name, nameEn, position, active]);
  },
  async update(id, { parentId, name, nameEn, position, active }) {
    await client.query(UPDATE, [id, parentId, name, nameEn, position, active]);
  },
});
