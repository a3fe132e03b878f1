import type { ClientBase } from "pg";

import { startOfDay } from "../../core/kernel/zone.ts";
import { readSettings, type Settings } from "../../core/setting/registry.ts";
import { phonesOf } from "../dial/phones.ts";
import type { DeskStore } from "../../flow/desk/ports.ts";
import { awaitedBy } from "../work/awaited.ts";
import { consultsOf } from "../work/consulting.ts";
import { QUEUE_OF } from "./row.ts";

/** Asks by a prepared statement. */
export type AskRows = <Row extends object>(
  name: string,
  text: string,
  values: readonly unknown[],
) => Promise<Row[]>;

export const askOn =
  (client: ClientBase): AskRows =>
  async <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
    (await client.query<Row>({ name, text, values: [...values] })).rows;

/** How many there are in each queue, by what lists make of their states. Without queue: of accounts that name none. */
const PEOPLE = /* sql */ `
  SELECT ${QUEUE_OF} AS "queueId", CASE WHEN t.state IN ('active', 'wrapup') THEN 'served' ELSE 'waiting' END AS what,
    count(*)::int AS count
  FROM contact t JOIN account a ON a.id = t.account_id
  WHERE t.state IN ('queued', 'offered', 'left_message') OR t.state IN ('active', 'wrapup') GROUP BY 1, 2`;
const BOTS = /* sql */ `
  SELECT ${QUEUE_OF} AS "queueId", 'bot' AS what, count(*)::int AS count
  FROM contact t JOIN account a ON a.id = t.account_id WHERE t.state = 'bot' AND t.due_at IS NOT NULL GROUP BY 1`;
const ENDED = /* sql */ `
  SELECT owner_id AS "staffId", count(*)::int AS count FROM contact
  WHERE owner_id = ANY ($1) AND ended_at >= $2 GROUP BY 1`;

const NAMES = /* sql */ `SELECT id, name FROM staff WHERE id = ANY ($1)`;

/** $1 ids in hex, $2 not made before, $3 not seen last before. */
const ALIVE = /* sql */ `
  SELECT encode(v.id, 'hex') AS id FROM staff_session v JOIN staff s ON s.id = v.staff_id AND s.state = 'active'
  WHERE v.id = ANY (SELECT decode(x, 'hex') FROM unnest($1::text[]) AS x)
    AND v.ended_at IS NULL AND v.created_at > $2 AND v.seen_at > $3`;
const SETTINGS = /* sql */ `
  SELECT key, value FROM setting_now WHERE scope = 'all' AND key IN ('session.lifeMs', 'session.idleMs', 'hours.zone')`;

const DEVIATES = /* sql */ `
  SELECT coalesce(md5(string_agg(concat(id, ends_at), ' ' ORDER BY id)), '') AS stamp FROM (
    SELECT id, ends_at FROM preset_run WHERE state = 'running'
    UNION ALL SELECT id, coalesce(ended_at, ends_at) FROM helper WHERE ended_at IS NULL OR ended_at > now() - interval '1 day') d`;

type Count = {
  readonly queueId: string | null;
  readonly what: "waiting" | "served" | "bot";
  readonly count: number;
};

/** What holds for all, of what is asked here. */
async function readHouse(ask: AskRows): Promise<Settings> {
  const stored = await ask<{ key: string; value: unknown }>("desk.settings", SETTINGS, []);
  return readSettings(stored.map(({ key, value }) => [key, value] as const)).settings;
}

/** What is beside the desks themselves: how many there are of what, and who looks on. */
export const floorStore = (
  ask: AskRows,
): Pick<
  DeskStore,
  "waiting" | "bots" | "awaited" | "consults" | "phones" | "names" | "alive" | "ended" | "deviates"
> => ({
  waiting: () => ask<Count>("desk.people", PEOPLE, []),
  bots: () => ask<Count>("desk.bots", BOTS, []),
  awaited: (staffIds) => awaitedBy(ask, staffIds),
  consults: (staffIds) => consultsOf(ask, staffIds),
  phones: (staffIds, at) => phonesOf(ask, staffIds, at),
  async names(staffIds) {
    const rows = await ask<{ id: string; name: string }>("desk.staff", NAMES, [staffIds]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  },
  async alive(sessionIds, at) {
    const settings = await readHouse(ask);
    const rows = await ask<{ id: string }>("desk.alive", ALIVE, [
      sessionIds,
      new Date(at - settings["session.lifeMs"]),
      new Date(at - settings["session.idleMs"]),
    ]);
    return new Set(rows.map(({ id }) => id));
  },
  async deviates() {
    const [row] = await ask<{ stamp: string }>("desk.deviates", DEVIATES, []);
    return row?.stamp ?? "";
  },
  async ended(staffIds, at) {
    const since = startOfDay(at, (await readHouse(ask))["hours.zone"]);
    const rows = await ask<{ staffId: string; count: number }>("desk.ended", ENDED, [
      staffIds,
      new Date(since),
    ]);
    return new Map(rows.map(({ staffId, count }) => [staffId, count]));
  },
});
