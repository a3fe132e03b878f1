import type { ClientBase } from "pg";

import type { FloorStore } from "../../action/floor/ports.ts";
import { limitsOf } from "../../core/queue/rules.ts";
import { readSettings } from "../../core/setting/registry.ts";
import { readFloor } from "./look.ts";
import { queueOf } from "./rows.ts";

const GROUP = /* sql */ `
  SELECT q.group_id AS id FROM contact k JOIN account a ON a.id = k.account_id JOIN queue q ON q.id = ${queueOf("k", "a")}
  WHERE k.id = $1`;

const NAMES = /* sql */ `
  SELECT id, name FROM staff WHERE id = ANY ($1) UNION ALL SELECT id, name FROM queue WHERE id = ANY ($2)`;

export const floorStore = (client: ClientBase): FloorStore => ({
  async around(contactId, at) {
    const [group] = (await client.query<{ id: string }>(GROUP, [contactId])).rows;
    if (group === undefined) return undefined;
    const stored = await client.query<{ key: string; value: unknown }>(
      "SELECT key, value FROM setting WHERE scope = 'all'",
    );
    const { settings } = readSettings(stored.rows.map(({ key, value }) => [key, value] as const));
    const { queues, agents, contacts } = await readFloor(client, group.id, limitsOf(settings), at);
    const { rows } = await client.query<{ id: string; name: string }>(NAMES, [
      agents.map(({ spec }) => spec.id),
      queues.map(({ id }) => id),
    ]);
    return {
      floor: { queues, agents, contacts },
      names: new Map(rows.map(({ id, name }) => [id, name])),
    };
  },
});
