import type { EntityManager } from "typeorm";

import type { Ids } from "../../core/kernel/id.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** What the agents of a practice account choose from, from the first day on. */
export type PracticeDesk = {
  /** Parents before children. */
  readonly reasons: readonly {
    readonly key: string;
    readonly parentKey: string | undefined;
    readonly name: string;
    readonly nameEn: string;
  }[];
  readonly canned: readonly {
    readonly code: string;
    readonly title: string;
    readonly body: string;
    readonly initials: string;
  }[];
};

/** In the transaction that makes the account. */
export async function createDesk(
  tx: EntityManager,
  { reasons, canned }: PracticeDesk,
  ids: Ids,
  at: Instant,
): Promise<void> {
  const idOf = new Map(reasons.map(({ key }) => [key, ids()]));
  const rows = reasons.map(({ key, parentKey, name, nameEn }, position) => ({
    id: idOf.get(key),
    parent_id: parentKey === undefined ? null : idOf.get(parentKey),
    key,
    name,
    name_en: nameEn,
    position,
  }));
  await tx.query(
    /* sql */ `
    INSERT INTO reason (id, parent_id, key, name, name_en, position)
    SELECT id, parent_id, key, name, name_en, position FROM json_to_recordset($1)
      AS r(id uuid, parent_id uuid, key text, name text, name_en text, position smallint)`,
    [JSON.stringify(rows)],
  );
  await tx.query(
    /* sql */ `
    INSERT INTO canned (id, code, title, body, initials, position, updated_at)
    SELECT id, code, title, body, initials, position, $2 FROM json_to_recordset($1)
      AS c(id uuid, code text, title text, body text, initials text, position integer)`,
    [JSON.stringify(canned.map((one, position) => ({ id: ids(), position, ...one }))), new Date(at)],
  );
}
