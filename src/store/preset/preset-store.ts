import type { ClientBase } from "pg";

import type { Concern, Place, Preset, PresetStore } from "../../action/preset/ports.ts";
import { firstIdAt } from "../../core/kernel/id.ts";
import { DAY, HOUR } from "../../core/kernel/instant.ts";
import type { Pace } from "../../core/preset/forecast/lives.ts";
import { endRun, lockRuns, openRuns, pastRuns, planRun, startRun } from "./run.ts";

const PRESET = /* sql */ `
  SELECT p.id, p.name, p.deviations, p.version, p.updated_at AS "updatedAt",
    (SELECT name FROM staff WHERE p.updated_by = 'staff:' || id) AS "updatedBy"
  FROM preset p WHERE p.state = 'active'`;

const CREATE = /* sql */ `
  INSERT INTO preset (id, name, deviations, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5)`;

const CHANGE = /* sql */ `
  WITH changed AS (
    UPDATE preset SET version = version + 1, name = coalesce($3, name), deviations = coalesce($4, deviations),
      state = coalesce($5, state), updated_at = $6, updated_by = $7
    WHERE id = $1 AND version = $2 AND state = 'active' RETURNING 1
  ) SELECT must((SELECT count(*) FROM changed) = 1, 'preset')`;

const PLACES = /* sql */ `
  SELECT id, name FROM queue UNION ALL SELECT id, name FROM queue_group ORDER BY name, id`;

/** $1 an hour ago, $2 no contact whose talk has ended since is older. */
const PACES = /* sql */ `
  SELECT q.id AS "queueId", came."publicCame", came."othersCame", took."talkMs", took."wrapMs"
  FROM queue q CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE c.surface = 'public')::int AS "publicCame",
      count(*) FILTER (WHERE c.surface = 'private')::int AS "othersCame"
    FROM contact k JOIN conversation c ON c.id = k.conversation_id
    WHERE k.id >= $2 AND k.queue_id = q.id AND k.enqueued_at > $1) came
  CROSS JOIN LATERAL (
    SELECT (avg(extract(epoch FROM k.talk_ended_at - k.accepted_at)) * 1000)::float8 AS "talkMs",
      (avg(extract(epoch FROM k.ended_at - k.talk_ended_at)) * 1000)::float8 AS "wrapMs"
    FROM contact k WHERE k.id >= $2 AND k.queue_id = q.id AND k.ended_at > $1 AND k.accepted_at IS NOT NULL
      AND k.talk_ended_at IS NOT NULL) took
  WHERE q.state = 'active'`;

const CONCERN = /* sql */ `
  SELECT coalesce(array_agg(q.id) FILTER (WHERE q.id IS NOT NULL), '{}') AS queues,
    coalesce(array_agg(DISTINCT q.group_id) FILTER (WHERE q.id IS NOT NULL), '{}') AS groups,
    ARRAY (SELECT jsonb_object_keys(coalesce(s.abilities -> 'skills', '{}'))) AS skills
  FROM staff s LEFT JOIN queue_member m ON m.staff_id = s.id LEFT JOIN queue q ON q.id = m.queue_id AND q.state = 'active'
  WHERE s.id = $1 GROUP BY s.id`;

type PaceRow = Omit<Pace, "talkMs" | "wrapMs"> & {
  readonly talkMs: number | null;
  readonly wrapMs: number | null;
};

export const presetStore = (client: ClientBase): PresetStore => ({
  list: async () => (await client.query<Preset>(`${PRESET} ORDER BY p.name, p.id`)).rows,
  byId: async (id) => (await client.query<Preset>(`${PRESET} AND p.id = $1`, [id])).rows[0],
  async create({ id, name, deviations }, by, at) {
    await client.query(CREATE, [id, name, JSON.stringify(deviations), new Date(at), by]);
  },
  async change({ id, version, name, deviations }, by, at) {
    await client.query(CHANGE, [id, version, name, JSON.stringify(deviations), null, new Date(at), by]);
  },
  async close({ id, version }, by, at) {
    await client.query(CHANGE, [id, version, null, null, "closed", new Date(at), by]);
  },
  runs: () => openRuns(client),
  lockRuns: () => lockRuns(client),
  plan: (run, by) => planRun(client, run, by),
  start: (run, at) => startRun(client, run, at),
  async extend(id, endsAt) {
    await client.query("UPDATE preset_run SET ends_at = $2 WHERE id = $1", [id, new Date(endsAt)]);
  },
  end: (run, by, at) => endRun(client, run, by, at),
  past: (since) => pastRuns(client, since),
  async paces(at) {
    const values = [new Date(at - HOUR), firstIdAt(at - DAY)];
    const { rows } = await client.query<PaceRow>(PACES, values);
    return rows.map(({ talkMs, wrapMs, ...pace }) => ({
      ...pace,
      talkMs: talkMs ?? undefined,
      wrapMs: wrapMs ?? undefined,
    }));
  },
  places: async () => (await client.query<Place>(PLACES)).rows,
  async concernOf(staffId) {
    const [concern] = (await client.query<Concern>(CONCERN, [staffId])).rows;
    return concern ?? { queues: [], skills: [], groups: [] };
  },
});
