import type { UploadStore } from "../../core/channel/upload.ts";
import type { Use } from "../hot/turns.ts";

const FIND = /* sql */ `
  SELECT external_id AS id FROM platform_upload
  WHERE account_id = $1 AND sha256 = decode($2, 'hex') AND "as" = $3 AND kept_until > $4`;

/** What is over goes with it: no account has more of them than it uploads in three days. */
const KEEP = /* sql */ `
  WITH over AS (
    DELETE FROM platform_upload
    WHERE account_id = $1 AND kept_until <= now() AND (sha256, "as") <> (decode($2, 'hex'), $3)
  )
  INSERT INTO platform_upload (account_id, sha256, "as", external_id, kept_until)
  VALUES ($1, decode($2, 'hex'), $3, $4, $5)
  ON CONFLICT (account_id, sha256, "as")
    DO UPDATE SET external_id = EXCLUDED.external_id, kept_until = EXCLUDED.kept_until`;

const FORGET = /* sql */ `
  DELETE FROM platform_upload
  WHERE account_id = $1 AND sha256 = decode($2, 'hex') AND "as" = $3 AND external_id = $4`;

/** Keeps one account's uploads for all nodes, by single statements: nothing is open while a platform is asked. */
export function uploadStore(use: Use, accountId: string): UploadStore {
  return {
    async find({ sha256, as }, at) {
      const values = [accountId, sha256, as, new Date(at)];
      const { rows } = await use((client) => client.query<{ readonly id: string }>(FIND, values));
      return rows[0]?.id;
    },
    async keep({ sha256, as }, externalId, until) {
      const values = [accountId, sha256, as, externalId, new Date(until)];
      await use((client) => client.query(KEEP, values));
    },
    async forget({ sha256, as }, externalId) {
      await use((client) => client.query(FORGET, [accountId, sha256, as, externalId]));
    },
  };
}
