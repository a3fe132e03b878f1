import type { ClientBase } from "pg";

import type { Account, AccountStore, TokenState } from "../../action/account/ports.ts";
import { CALL_PLATFORM } from "../call/system-row.ts";
import type { Vault } from "../secret/vault.ts";

const LIST = /* sql */ `
  SELECT a.id, a.platform, a.name, a.simulated, a.config AS settings, a.state, a.queue_id AS "queueId", a.version,
    a.silence_minutes AS "silenceMinutes", a.silent_since AS "silentSince",
    a.created_at AS "createdAt", t.account_id IS NOT NULL AS "hasToken", t.refreshed_at AS "refreshedAt",
    t.expires_at AS "expiresAt", t.failed_code AS "failedCode"
  FROM account a LEFT JOIN platform_token t ON t.account_id = a.id
  WHERE a.platform <> '${CALL_PLATFORM}' AND ($1::uuid IS NULL OR a.id = $1)
  ORDER BY a.created_at, a.id`;

const NAME_TAKEN = /* sql */ `
  SELECT 1 FROM account WHERE lower(name) = lower($1) AND id IS DISTINCT FROM $2::uuid`;

const CREATE = /* sql */ `
  INSERT INTO account (id, platform, name, simulated, config, queue_id, silence_minutes, created_at)
  VALUES ($1, $2, $3, false, $4, $5, $6, $7)`;

/** $6, $8: whether the queue, the minutes are written. Of one that is off nothing is expected. */
const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE account SET version = version + 1, name = coalesce($3, name), config = coalesce($4::jsonb, config),
      state = coalesce($5, state), queue_id = CASE WHEN $6 THEN $7::uuid ELSE queue_id END,
      silence_minutes = CASE WHEN $8 THEN $9::int ELSE silence_minutes END,
      silent_since = CASE WHEN $5 = 'off' THEN NULL ELSE silent_since END
    WHERE id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'account')`;

type Row = Omit<Account, "token"> & TokenState & { readonly hasToken: boolean };

/** What people do with accounts. Secrets are sealed on their way in and opened here; those of practice are none. */
export function accountStore(client: ClientBase, vault: Vault): AccountStore {
  const opened = ({ hasToken, refreshedAt, expiresAt, failedCode, ...row }: Row): Account => ({
    ...row,
    settings: vault.open({ table: "account", id: row.id, kind: row.platform }, row.settings).settings,
    token: hasToken ? { refreshedAt, expiresAt, failedCode } : null,
  });
  return {
    list: async () => (await client.query<Row>(LIST, [null])).rows.map(opened),
    byId: async (id) => (await client.query<Row>(LIST, [id])).rows.map(opened)[0],
    isNameTaken: async (name, butId) => ((await client.query(NAME_TAKEN, [name, butId])).rowCount ?? 0) > 0,
    async create({ id, platform, name, settings, queueId, silenceMinutes }, at) {
      const sealed = vault.seal({ table: "account", id, kind: platform }, settings);
      await client.query(CREATE, [id, platform, name, sealed, queueId, silenceMinutes, new Date(at)]);
    },
    async update({ id, platform, simulated, version }, { name, settings, state, queueId, silenceMinutes }) {
      const config =
        settings === undefined || simulated
          ? settings
          : vault.seal({ table: "account", id, kind: platform }, settings);
      const isGiven = (value: unknown): boolean => value !== undefined;
      const more = [isGiven(queueId), queueId, isGiven(silenceMinutes), silenceMinutes];
      await client.query(UPDATE, [id, version, name, config, state, ...more]);
    },
  };
}
