import type { ClientBase } from "pg";

import type { SettingStore } from "../../action/setting/ports.ts";
import { readSettings, type Settings } from "../../core/setting/registry.ts";

/** What stays as it is gets no new version. */
const KEEP = /* sql */ `
  INSERT INTO setting AS s (scope, key, value, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value, version = s.version + 1, updated_at = excluded.updated_at,
    updated_by = excluded.updated_by
  WHERE s.value <> excluded.value`;

/** What holds for all, then what overrides it. $1 scope */
const readFrom = (table: "setting" | "setting_now"): string =>
  `SELECT key, value FROM ${table} WHERE scope IN ('all', $1) ORDER BY scope <> 'all'`;

export const settingStore = (client: ClientBase): SettingStore => ({
  read: () => readFor(client, "setting_now", "all"),
  readFor: (scope) => readFor(client, "setting_now", scope),
  usual: (scope) => readFor(client, "setting", scope),
  async keep(scope, settings, by, at) {
    for (const [key, value] of Object.entries(settings)) {
      await client.query(KEEP, [scope, key, JSON.stringify(value), new Date(at), by]);
    }
  },
});

async function readFor(
  client: ClientBase,
  table: "setting" | "setting_now",
  scope: string,
): Promise<Settings> {
  const { rows } = await client.query<{ key: string; value: unknown }>(readFrom(table), [scope]);
  return readSettings(rows.map(({ key, value }) => [key, value] as const)).settings;
}
