import type { ClientBase } from "pg";

import type { SettingStore } from "../../action/setting/ports.ts";
import { readSettings } from "../../core/setting/registry.ts";

export const settingStore = (client: ClientBase): SettingStore => ({
  async read() {
    const { rows } = await client.query<{ key: string; value: unknown }>(
      "SELECT key, value FROM setting WHERE scope = 'all'",
    );
    return readSettings(rows.map(({ key, value }) => [key, value] as const)).settings;
  },
});
