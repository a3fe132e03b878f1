import type { ClientBase } from "pg";

import type { MenuDraft, MenuStore, MenuVersion } from "../../action/menu/ports.ts";

const VERSIONS_MAX = 20;

const DRAFT = /* sql */ `SELECT menu, version FROM menu_draft WHERE account_id = $1`;
const FIRST = /* sql */ `
  INSERT INTO menu_draft (account_id, menu, at, by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`;
const SAVE = /* sql */ `
  UPDATE menu_draft SET menu = $2, at = $3, by = $4, version = version + 1 WHERE account_id = $1 AND version = $5`;

const VERSIONS = /* sql */ `
  SELECT v.number, v.menu, v.state, v.code, v.at, coalesce(s.name, v.by) AS by
  FROM menu_version v LEFT JOIN staff s ON v.by = 'staff:' || s.id
  WHERE v.account_id = $1 ORDER BY v.number DESC LIMIT ${VERSIONS_MAX}`;

const BEGIN = /* sql */ `
  INSERT INTO menu_version (account_id, number, menu, state, at, by)
  SELECT $1, coalesce(max(number), 0) + 1, $2, 'asking', $3, $4 FROM menu_version WHERE account_id = $1
  RETURNING number`;

const SETTLE = /* sql */ `
  UPDATE menu_version SET state = CASE WHEN number = $2 THEN $3 ELSE 'past' END,
    code = CASE WHEN number = $2 THEN $4 ELSE code END
  WHERE account_id = $1 AND (number = $2 OR ($3 = 'live' AND state IN ('live', 'unknown')))`;

export const menuStore = (client: ClientBase): MenuStore => ({
  draft: async (accountId) => (await client.query<MenuDraft>(DRAFT, [accountId])).rows[0],
  async saveDraft(accountId, menu, version, { at, by }) {
    const values = [accountId, JSON.stringify(menu), new Date(at), by];
    const { rowCount } = await (version === 0
      ? client.query(FIRST, values)
      : client.query(SAVE, [...values, version]));
    return rowCount === 1;
  },
  versions: async (accountId) => (await client.query<MenuVersion>(VERSIONS, [accountId])).rows,
  async begin(accountId, menu, { at, by }) {
    const values = [accountId, JSON.stringify(menu), new Date(at), by];
    return (await client.query<{ number: number }>(BEGIN, values)).rows[0]?.number ?? 0;
  },
  settle: async (accountId, number, state, code) =>
    void (await client.query(SETTLE, [accountId, number, state, code])),
});
