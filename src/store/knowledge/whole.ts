import type { ClientBase } from "pg";

import type { KnowledgeStore } from "../../action/knowledge/ports.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import { toWriting, writingOf } from "./columns.ts";

const ENTRIES_MAX = 20_000;

/** An account's own entries, the oldest first: as each is being written, else as it answers, else as it did last. */
const WHOLE = /* sql */ `
  SELECT d.id, true AS "hasDraft", NULL::text[] AS folded, ${writingOf("d")} FROM faq_draft d WHERE d.account_id = $1
  UNION ALL
  SELECT e.id, false, v.folded, ${writingOf("v")}
  FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id
    AND v.version = coalesce(e.published_version, (SELECT max(m.version) FROM faq_version m WHERE m.entry_id = e.id))
  WHERE e.account_id = $1 AND NOT EXISTS (SELECT FROM faq_draft d WHERE d.id = e.id)
  ORDER BY 1 LIMIT ${ENTRIES_MAX}`;

type Cells = Writing & {
  readonly id: string;
  readonly hasDraft: boolean;
  readonly folded: readonly string[] | null;
};

export const wholeOf = (client: ClientBase): Pick<KnowledgeStore, "whole"> => ({
  async whole(accountId) {
    const { rows } = await client.query<Cells>(WHOLE, [accountId]);
    return rows.map((cells) => ({
      id: cells.id,
      hasDraft: cells.hasDraft,
      folded: cells.folded,
      writing: toWriting(cells),
    }));
  },
});
