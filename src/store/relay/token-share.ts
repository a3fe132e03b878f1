import type { ClientBase } from "pg";

import type { TokenReader, TokenShare, TokenShareStore } from "../../action/token-share/ports.ts";

const READERS_MAX = 20;
const MINUTE_MS = 60_000;

const OF = /* sql */ `
  SELECT encode(t.key_hash, 'hex') AS "keyHash", t.addresses, t.at, coalesce(s.name, t.by) AS by, t.version
  FROM token_share t LEFT JOIN staff s ON t.by = 'staff:' || s.id
  WHERE t.account_id = $1`;

/** $6: the version that was there; 0: none. Two that begin at once meet in the key. */
const KEEP = /* sql */ `
  WITH kept AS (
    INSERT INTO token_share AS t (account_id, key_hash, addresses, at, by)
    VALUES ($1, decode($2, 'hex'), $3, $4, $5)
    ON CONFLICT (account_id) DO UPDATE SET key_hash = EXCLUDED.key_hash, addresses = EXCLUDED.addresses,
      at = EXCLUDED.at, by = EXCLUDED.by, version = t.version + 1 WHERE t.version = $6
    RETURNING 1)
  SELECT must((SELECT count(*) FROM kept) = 1, 'token_share')`;

const END = /* sql */ `
  WITH gone AS (DELETE FROM token_share WHERE account_id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM gone) = 1, 'token_share')`;

const READERS = /* sql */ `
  SELECT address, at FROM token_reader WHERE account_id = $1 ORDER BY at DESC LIMIT ${READERS_MAX}`;

const BEFORE = /* sql */ `SELECT lent_until AS until FROM token_reader WHERE account_id = $1 AND address = $2`;
const COUNT = /* sql */ `
  INSERT INTO token_reader AS r (account_id, address, minute, count, lent_until, at) VALUES ($1, $2, $3, 1, $4, $5)
  ON CONFLICT (account_id, address) DO UPDATE SET minute = $3, lent_until = $4, at = $5,
    count = CASE WHEN r.minute = $3 THEN r.count + 1 ELSE 1 END
  RETURNING count`;

/** To whom accounts' tokens are given, and who has come for them. */
export const tokenShareStore = (client: ClientBase): TokenShareStore => ({
  of: async (accountId) => (await client.query<TokenShare>(OF, [accountId])).rows[0],
  async keep(accountId, version, { keyHash, addresses }, { at, by }) {
    await client.query(KEEP, [accountId, keyHash, addresses, new Date(at), by, version]);
  },
  async end(accountId, version) {
    await client.query(END, [accountId, version]);
    await client.query("DELETE FROM token_reader WHERE account_id = $1", [accountId]);
  },
  readers: async (accountId) => (await client.query<TokenReader>(READERS, [accountId])).rows,
  async count(accountId, address, { at, until }) {
    const [before] = (await client.query<{ until: number | null }>(BEFORE, [accountId, address])).rows;
    const minute = new Date(at - (at % MINUTE_MS));
    const values = [accountId, address, minute, new Date(until), new Date(at)];
    const [row] = (await client.query<{ count: number }>(COUNT, values)).rows;
    return { count: row?.count ?? 0, isNew: before?.until !== until };
  },
});
