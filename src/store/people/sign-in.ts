import type { ClientBase } from "pg";

import type { Credential, Failures, SignInStore } from "../../action/session/ports.ts";

const CREDENTIAL = `SELECT id AS "staffId", password_hash AS "passwordHash", state, login FROM staff`;

/** In the order of the keys, so that two who count at once cannot block each other. */
const COUNT = /* sql */ `
  WITH counted AS (
    INSERT INTO sign_in_limit AS l (key, failures, since)
    SELECT decode(k, 'hex'), 1, $2 FROM unnest($1::text[]) AS k ORDER BY k
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN l.since > $3 THEN l.failures + 1 ELSE 1 END,
      since = CASE WHEN l.since > $3 THEN l.since ELSE $2 END
    RETURNING key, failures, since)
  SELECT failures, since FROM unnest($1::text[]) WITH ORDINALITY AS k(hex, place)
  JOIN counted ON counted.key = decode(k.hex, 'hex') ORDER BY k.place`;

export const signInStore = (client: ClientBase): SignInStore => ({
  async credentialByLogin(login) {
    const sql = `${CREDENTIAL} WHERE lower(login) = lower($1)`;
    return (await client.query<Credential>(sql, [login])).rows[0];
  },
  async credentialOf(staffId) {
    const sql = `${CREDENTIAL} WHERE id = $1`;
    return (await client.query<Credential & { login: string }>(sql, [staffId])).rows[0];
  },
  async countTries(keys, at, windowMs) {
    return (await client.query<Failures>(COUNT, [keys, new Date(at), new Date(at - windowMs)])).rows;
  },
  async takeBack(key) {
    await client.query(
      "UPDATE sign_in_limit SET failures = failures - 1 WHERE key = decode($1, 'hex') AND failures > 0",
      [key],
    );
  },
  async forget(key) {
    await client.query("DELETE FROM sign_in_limit WHERE key = decode($1, 'hex')", [key]);
  },
});
