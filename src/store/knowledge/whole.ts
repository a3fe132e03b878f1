import type { ClientBase } from "pg";

import type { KnowledgeStore } from "../../action/knowledge/ports.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import { toWriting, writingOf } from "./columns.ts";

const ENTRIES_MAX = 20_000;

/** The oldest first: as each is being written, else as it answers, else as it did last. */
const written = (which: (table: "d" | "e") => string): string => /* sql */ `
  SELECT d.id, d.account_id AS "accountId", true AS "hasDraft", true AS counts, NULL::text[] AS folded, ${writingOf("d")}
  FROM faq_draft d WHERE ${which("d")}
  UNION ALL
  SELECT e.id, e.account_id, false, e.published_version IS NOT NULL, v.folded, ${writingOf("v")}
  FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id
    AND v.version = coalesce(e.published_version, (SELECT max(m.version) FROM faq_version m WHERE m.entry_id = e.id))
  WHERE ${which("e")} AND NOT EXISTS (SELECT FROM faq_draft d WHERE d.id = e.id)
  ORDER BY 1 LIMIT ${ENTRIES_MAX}`;
/** An account's own. */
const WHOLE = written((table) => `${table}.account_id = $1`);
const SOME = written((table) => `${table}.id = ANY ($1::uuid[])`);

type Cells = Writing & {
  readonly id: string;
  readonly accountId: string;
  readonly counts: boolean;
  readonly hasDraft: boolean;
  readonly folded: readonly string[] | null;
};

export const wholeOf = (client: ClientBase): Pick<KnowledgeStore, "whole" | "written"> => ({
  async whole(accountId) {
    const { rows } = await client.query<Cells>(WHOLE, [accountId]);
    return rows.map((cells) => ({
      id: cells.id,
      hasDraft: cells.hasDraft,
      folded: cells.folded,
      writing: toWriting(cells),
    }));
  },
  async written(ids) {
    const { rows } = await client.query<Cells>(SOME, [ids]);
    return rows.map((cells) => ({
      id: cells.id,
      accountId: cells.accountId,
      counts: cells.counts,
      writing: toWriting(cells),
    }));
  },
});
