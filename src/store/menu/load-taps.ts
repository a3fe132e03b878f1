import type { DataSource } from "typeorm";

import { type Menu, type Tap, tapsOf } from "../../core/menu/menu.ts";

/** Phones show an old menu for up to a day: its keys still mean what they meant. */
const VERSIONS_MAX = 20;

/** What a tap on an account's menu means; of a key in several versions, the newest. */
export async function loadTaps(source: DataSource, accountId: string): Promise<ReadonlyMap<string, Tap>> {
  const rows = await source.query<{ readonly menu: Menu }[]>(
    /* sql */ `
    SELECT menu FROM menu_version WHERE account_id = $1 AND state <> 'refused' ORDER BY number DESC LIMIT ${VERSIONS_MAX}`,
    [accountId],
  );
  return new Map(rows.toReversed().flatMap(({ menu }) => [...tapsOf(menu)]));
}
