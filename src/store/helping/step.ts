import type { Client } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import { inTransaction } from "../transaction.ts";
import { endHelp } from "./helper-store.ts";

const DUE = /* sql */ `
  SELECT id, staff_id AS "staffId", queue_id AS "queueId" FROM helper WHERE ended_at IS NULL AND ends_at <= $1
  ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED`;

const AUDIT = /* sql */ `
  INSERT INTO audit (id, at, actor, action, subject, subject_id, data) VALUES ($1, $2, 'system', 'helper.over', 'queue', $3, $4)`;

type Due = { readonly id: string; readonly staffId: string; readonly queueId: string };

/** Help whose hour has come ends, all in one commit; of several nodes one does it. Whose it was. */
export const stepHelpers = (client: Client, at: Instant, ids: () => string): Promise<readonly string[]> =>
  inTransaction(client, async () => {
    const { rows } = await client.query<Due>(DUE, [new Date(at)]);
    for (const { id, staffId, queueId } of rows) {
      await endHelp(client, id, "system", at);
      await client.query(AUDIT, [ids(), new Date(at), queueId, { helper: id, staffId }]);
    }
    return rows.map(({ staffId }) => staffId);
  });
