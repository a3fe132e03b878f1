import type { ClientBase } from "pg";

import type { CtiStore } from "../../action/call/ports.ts";
import type { Vault } from "../secret/vault.ts";
import { CALL_PLATFORM, openSystem, rowOf, SYSTEM, type SystemRow } from "./system-row.ts";

const CREATE = /* sql */ `
  WITH made AS (
    INSERT INTO account (id, platform, name, simulated, config, queue_id, created_at)
    VALUES ($1, '${CALL_PLATFORM}', $2, false, $3, $4, $5) RETURNING id)
  INSERT INTO cti_system (id, key_hash, at, by, panel_origins) SELECT id, decode($6, 'hex'), $5, $7, $8 FROM made`;

/** $7: a new key's hash; null: the one that it has. */
const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE account SET version = version + 1, name = $3, config = $4, queue_id = $5, state = $6
    WHERE id = $1 AND version = $2 AND platform = '${CALL_PLATFORM}' RETURNING id
  ), keyed AS (
    UPDATE cti_system y SET key_hash = coalesce(decode($7, 'hex'), key_hash), panel_origins = $8
    FROM changed WHERE y.id = changed.id)
  SELECT must((SELECT count(*) FROM changed) = 1, 'cti_system')`;

/** Telephone systems, as administrators see them. */
export function ctiStore(client: ClientBase, vault: Vault): CtiStore {
  const sealed = (id: string, given: { readonly url: string | null; readonly [name: string]: unknown }) =>
    vault.seal(rowOf(id), { url: given.url, numberKey: given["numberKey"], signKey: given["signKey"] });
  return {
    async list() {
      const { rows } = await client.query<SystemRow>(`${SYSTEM} ORDER BY a.created_at, a.id`);
      return rows.map((row) => {
        const { numberKey: _, signKey: __, ...system } = openSystem(vault, row);
        return system;
      });
    },
    async byId(id) {
      const { rows } = await client.query<SystemRow>(`${SYSTEM} WHERE y.id = $1`, [id]);
      return rows.map((row) => openSystem(vault, row))[0];
    },
    async create({ id, name, queueId, keyHash, panelOrigins, ...config }, { at, by }) {
      const values = [id, name, sealed(id, config), queueId, new Date(at), keyHash, by, panelOrigins];
      await client.query(CREATE, values);
    },
    async update({ id, version }, { name, queueId, state, keyHash, panelOrigins, ...config }) {
      const cells = [name, sealed(id, config), queueId, state, keyHash ?? null, panelOrigins];
      await client.query(UPDATE, [id, version, ...cells]);
    },
  };
}
