import type { Client } from "pg";

import type { StoredMessage, StoredMessages } from "../../flow/ports.ts";

/** A claim that its node did not finish is free again after so long. */
const LEASE = "30 seconds";

const CLAIM = /* sql */ `
  WITH head AS (
    SELECT DISTINCT ON (account_id, sender) key FROM inbox WHERE state = 'stored'
    ORDER BY account_id, sender, stored_order
  ), mine AS (
    SELECT i.key FROM inbox i JOIN head ON head.key = i.key
    WHERE i.state = 'stored' AND (i.lease_until IS NULL OR i.lease_until < now())
    ORDER BY i.stored_order LIMIT $1
    FOR UPDATE OF i SKIP LOCKED
  )
  UPDATE inbox i SET lease_until = now() + interval '${LEASE}', attempts = attempts + 1
  FROM mine WHERE i.key = mine.key
  RETURNING i.key::text AS key, i.account_id::text AS "accountId", i.sender, i.raw, i.at, i.attempts`;

const POSTPONE = /* sql */ `
  UPDATE inbox SET lease_until = now() + make_interval(secs => $2 / 1000.0), attempts = attempts - $3::int WHERE key = $1 AND state = 'stored'`;

export const storedMessages = (connect: () => Promise<Client>): StoredMessages => ({
  claim: async (max) => (await (await connect()).query<StoredMessage>(CLAIM, [max])).rows,
  postpone: async (key, ms, blameless) =>
    void (await (await connect()).query(POSTPONE, [key, ms, blameless ? 1 : 0])),
});
