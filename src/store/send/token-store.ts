import type { TokenRecord, TokenStore } from "../../core/channel/token.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Use } from "../hot/turns.ts";

const READ = /* sql */ `
  SELECT version, token, expires_at AS "expiresAt", refreshed_at AS "refreshedAt", forced_at AS "forcedAt",
    failed_code AS "failedCode", failed_until AS "failedUntil"
  FROM platform_token WHERE account_id = $1`;

const CLAIM = /* sql */ `
  INSERT INTO platform_token AS t (account_id, lease_id, lease_until)
  SELECT $1, gen_random_uuid(), now() + make_interval(secs => $3 / 1000.0)
  ON CONFLICT (account_id) DO UPDATE SET lease_id = EXCLUDED.lease_id, lease_until = EXCLUDED.lease_until
    WHERE t.version = $2 AND (t.lease_until IS NULL OR t.lease_until <= now())
  RETURNING lease_id::text AS id`;

const OURS = /* sql */ `WHERE account_id = $1 AND lease_id = $2 AND lease_until > now()`;

const KEEP = /* sql */ `
  UPDATE platform_token SET version = version + 1, token = $3, expires_at = $4, refreshed_at = $5,
    forced_at = CASE WHEN $6 THEN $5 ELSE forced_at END, lease_id = NULL, lease_until = NULL,
    failed_code = NULL, failed_until = NULL
  ${OURS}`;

const FAIL = /* sql */ `
  UPDATE platform_token SET failed_code = $3, failed_until = $4, lease_id = NULL, lease_until = NULL ${OURS}`;

type Row = {
  version: number;
  token: string | null;
  expiresAt: Instant;
  refreshedAt: Instant;
  forcedAt: Instant | null;
  failedCode: string | null;
  failedUntil: Instant;
};

/** Keeps one account's access token for all nodes, by single statements: nothing is open while a platform is asked. */
export function tokenStore(use: Use, accountId: string): TokenStore {
  return {
    async read() {
      const { rows } = await use((client) => client.query<Row>(READ, [accountId]));
      return rows[0] === undefined ? { version: 0 } : toRecord(rows[0]);
    },
    async claim(version, leaseMs) {
      const { rows } = await use((client) =>
        client.query<{ id: string }>(CLAIM, [accountId, version, leaseMs]),
      );
      return rows[0];
    },
    async settle({ id }, outcome) {
      if (outcome.kind === "trouble") {
        const { code, until } = outcome;
        const values = [accountId, id, code, new Date(until)];
        return (await use((client) => client.query(FAIL, values))).rowCount === 1;
      }
      const { token, forced } = outcome;
      const { value, expiresAt, refreshedAt } = token;
      const values = [accountId, id, value, new Date(expiresAt), new Date(refreshedAt), forced];
      return (await use((client) => client.query(KEEP, values))).rowCount === 1;
    },
  };
}

function toRecord(row: Row): TokenRecord {
  const { version, token, expiresAt, refreshedAt, forcedAt, failedCode, failedUntil } = row;
  return {
    version,
    ...(token === null ? {} : { token: { value: token, expiresAt, refreshedAt } }),
    ...(failedCode === null ? {} : { trouble: { code: failedCode, until: failedUntil } }),
    ...(forcedAt === null ? {} : { forcedAt }),
  };
}
