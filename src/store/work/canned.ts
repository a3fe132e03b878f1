import type { ClientBase } from "pg";

import type { Canned, CannedStore, KnownCanned } from "../../action/canned/ports.ts";
import { iso } from "../desk/row.ts";

const ROWS_MAX = 1_000;

const SHOWN = /* sql */ `
  SELECT r.id, CASE WHEN r.staff_id IS NOT NULL THEN 'mine' WHEN r.queue_id IS NOT NULL THEN 'queue' ELSE 'all' END AS scope,
    q.id AS "queueId", q.name AS "queueName", r.code, r.title, r.body, r.initials, r.position, r.active, r.version,
    r.updated_at AS "updatedAt"
  FROM canned r LEFT JOIN queue q ON q.id = r.queue_id`;

/** One's own first, then one's queues', then everybody's. */
const ORDER = /* sql */ `ORDER BY (r.staff_id IS NULL), (r.queue_id IS NULL), r.position, r.title, r.id LIMIT ${ROWS_MAX}`;

/** $2: also her own that are switched off. */
const USABLE = /* sql */ `
  ${SHOWN} WHERE (r.staff_id = $1 AND (r.active OR $2)) OR (r.active AND r.staff_id IS NULL AND (r.queue_id IS NULL
    OR EXISTS (SELECT 1 FROM queue_member m WHERE m.queue_id = r.queue_id AND m.staff_id = $1))) ${ORDER}`;
const EVERYTHING = /* sql */ `${SHOWN} WHERE r.staff_id IS NULL OR r.staff_id = $1 ${ORDER}`;
const ONE = /* sql */ `${SHOWN} WHERE r.id = $1`;

const KNOWN = /* sql */ `
  SELECT id, queue_id AS "queueId", staff_id AS "staffId", code, title, body, initials, position, active, version
  FROM canned WHERE id = $1 FOR UPDATE`;

const TAKEN = /* sql */ `
  SELECT 1 FROM canned WHERE active AND lower(code) = lower($1) AND queue_id IS NOT DISTINCT FROM $2::uuid
    AND staff_id IS NOT DISTINCT FROM $3::uuid AND id IS DISTINCT FROM $4::uuid LIMIT 1`;

const COUNT = /* sql */ `
  SELECT count(*)::int AS count FROM canned WHERE active AND queue_id IS NOT DISTINCT FROM $1::uuid
    AND staff_id IS NOT DISTINCT FROM $2::uuid`;

const INSERT = /* sql */ `
  INSERT INTO canned (id, queue_id, staff_id, code, title, body, initials, position, active, version, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)`;

const UPDATE = /* sql */ `
  UPDATE canned SET code = $2, title = $3, body = $4, initials = $5, position = $6, active = $7, updated_at = $8,
    version = version + 1 WHERE id = $1`;

type Cells = Omit<Canned, "queue" | "updatedAt"> & {
  readonly queueId: string | null;
  readonly queueName: string | null;
  readonly updatedAt: number;
};

const toCanned = ({ queueId, queueName, updatedAt, ...cells }: Cells): Canned => ({
  ...cells,
  queue: queueId === null ? null : { id: queueId, name: queueName ?? "" },
  updatedAt: iso(updatedAt),
});

export const cannedStore = (client: ClientBase): CannedStore => {
  const list = async (sql: string, ...values: readonly (string | boolean)[]): Promise<Canned[]> =>
    (await client.query<Cells>(sql, [...values])).rows.map(toCanned);
  return {
    of: (staffId, reach) =>
      reach === "all" ? list(EVERYTHING, staffId) : list(USABLE, staffId, reach === "own"),
    one: async (id) => (await list(ONE, id))[0],
    known: async (id) => (await client.query<KnownCanned>(KNOWN, [id])).rows[0],
    isTaken: async ({ code, queueId, staffId }, butId) =>
      (await client.query(TAKEN, [code, queueId, staffId, butId])).rowCount === 1,
    countOf: async ({ queueId, staffId }) =>
      (await client.query<{ count: number }>(COUNT, [queueId, staffId])).rows[0]?.count ?? 0,
    async insert(id, { queueId, staffId, code, title, body, initials, position, active }, at) {
      const values = [id, queueId, staffId, code, title, body, initials, position, active, new Date(at)];
      await client.query(INSERT, values);
    },
    async update(id, { code, title, body, initials, position, active }, at) {
      await client.query(UPDATE, [id, code, title, body, initials, position, active, new Date(at)]);
    },
  };
};
