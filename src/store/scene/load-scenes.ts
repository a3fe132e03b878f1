import type { DataSource } from "typeorm";

import type { Scene } from "../../core/scene/scene.ts";

/** What is in memory; those before are codes that nobody has scanned for years. */
const SCENES_MAX = 10_000;

type Row = {
  readonly id: string;
  readonly key: string;
  readonly queueId: string | null;
  readonly atOnce: boolean;
  readonly welcome: string | null;
  readonly entryKey: string | null;
};

/** What the scenes of an account decide, also of codes that are archived: they hang on walls. A queue that is closed decides nothing. */
export async function loadScenes(source: DataSource, accountId: string): Promise<Scene[]> {
  const rows = await source.query<Row[]>(
    /* sql */ `
    SELECT s.id, s.scene AS key, q.id AS "queueId", s.at_once AS "atOnce", s.welcome, s.entry_key AS "entryKey"
    FROM scene_code s LEFT JOIN queue q ON q.id = s.queue_id AND q.state = 'active'
    WHERE s.account_id = $1 ORDER BY s.created_at DESC LIMIT ${SCENES_MAX}`,
    [accountId],
  );
  return rows.map(({ id, key, queueId, atOnce, welcome, entryKey }) => ({
    id,
    key,
    atOnce,
    ...(queueId === null ? {} : { queueId }),
    ...(welcome === null ? {} : { welcome }),
    ...(entryKey === null ? {} : { entryKey }),
  }));
}
