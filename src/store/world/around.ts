import type { ClientBase } from "pg";

import type { Around, FloorStore } from "../../action/floor/ports.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { limitsOf, type SeatingLimits } from "../../core/queue/rules.ts";
import { readSettings } from "../../core/setting/registry.ts";
import { readFloor } from "./look.ts";
import { pullingFrom } from "./pull.ts";
import { queueOf } from "./rows.ts";

const GROUP = /* sql */ `
  SELECT q.group_id AS id FROM contact k JOIN account a ON a.id = k.account_id JOIN queue q ON q.id = ${queueOf("k", "a")}
  WHERE k.id = $1`;

const OF_QUEUE = /* sql */ `SELECT group_id AS id FROM queue WHERE id = $1 AND state = 'active'`;

const NAMES = /* sql */ `
  SELECT id, name FROM staff WHERE id = ANY ($1) UNION ALL SELECT id, name FROM queue WHERE id = ANY ($2)`;

export const floorStore = (client: ClientBase): FloorStore => ({
  around: (contactId, at) => look(client, GROUP, contactId, at),
  of: (queueId, at) => look(client, OF_QUEUE, queueId, at),
  pulling: async (pull, at) => pullingFrom(client, pull, await limitsNow(client), at),
});

async function limitsNow(client: ClientBase): Promise<SeatingLimits> {
  const { rows } = await client.query<{ key: string; value: unknown }>(
    "SELECT key, value FROM setting_now WHERE scope = 'all'",
  );
  return limitsOf(readSettings(rows.map(({ key, value }) => [key, value] as const)).settings);
}

async function look(
  client: ClientBase,
  groupOf: string,
  id: string,
  at: Instant,
): Promise<Around | undefined> {
  const [group] = (await client.query<{ id: string }>(groupOf, [id])).rows;
  if (group === undefined) return undefined;
  const limits = await limitsNow(client);
  const { queues, agents, contacts } = await readFloor(client, group.id, limits, at);
  const { rows } = await client.query<{ id: string; name: string }>(NAMES, [
    agents.map(({ spec }) => spec.id),
    queues.map((queue) => queue.id),
  ]);
  return {
    floor: { queues, agents, contacts },
    limits,
    names: new Map(rows.map(({ id: named, name }) => [named, name])),
  };
}
