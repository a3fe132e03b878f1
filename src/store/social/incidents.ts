import type { ClientBase } from "pg";

import type { Incident, QueuedAnswer, SocialStore } from "../../action/social/ports.ts";
import type { Concern } from "../../core/social/gate.ts";

/** Whether the account of that expression has a trouble in public that is not over. */
export const hasIncident = (account: string): string => /* sql */ `
  EXISTS (SELECT FROM social_incident o WHERE ${account} IN (o.account_id, o.within_id) AND o.stopped_at IS NULL)`;

const OPEN = /* sql */ `
  SELECT id, name, statements, topics, root_mid AS "rootMid", started_at AS "startedAt", version FROM social_incident
  WHERE $1::uuid IN (account_id, within_id) AND stopped_at IS NULL ORDER BY started_at, id`;
/** One that holds the whole account is its only one of that kind: a unique index judges. */
const START = /* sql */ `
  INSERT INTO social_incident (id, account_id, within_id, topics, root_mid, name, statements, started_by, started_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (account_id) WHERE stopped_at IS NULL DO NOTHING`;
const CHANGE = /* sql */ `
  UPDATE social_incident SET statements = $3, version = version + 1
  WHERE id = $1 AND version = $2 AND stopped_at IS NULL`;
const STOP = /* sql */ `
  UPDATE social_incident SET stopped_by = $2, stopped_at = $3 WHERE id = $1 AND stopped_at IS NULL`;
const APPROVES = /* sql */ `
  SELECT 1 FROM account a JOIN queue q ON q.id = a.queue_id
  WHERE a.id = $1 AND q.policy @> '{"publicApproval": true}'`;

const ROOT_OF = /* sql */ `
  SELECT t.root_mid AS "rootMid" FROM social_item i JOIN social_thread t ON t.id = i.thread_id
  WHERE i.account_id = $1 AND i.mid = $2`;
const QUEUED = /* sql */ `
  SELECT id, thread_id AS "threadId", item_mid AS "itemMid", text, coalesce(kind, 'answer') AS kind FROM social_answer
  WHERE account_id = $1 AND state = 'queued' ORDER BY id FOR UPDATE`;
const HOLD = /* sql */ `
  UPDATE social_answer SET state = 'draft', needs = array_append(array_remove(needs, $2), $2) WHERE id = $1`;

type Incidents = Pick<
  SocialStore,
  | "incidents"
  | "startIncident"
  | "changeIncident"
  | "stopIncident"
  | "queueApproves"
  | "rootOf"
  | "queued"
  | "hold"
>;
type Row = Omit<Incident, "concern"> & { readonly topics: string[]; readonly rootMid: string | null };

/** What makes the gate narrower than an account's settings. */
export const incidents = (client: ClientBase): Incidents => ({
  incidents: async (accountId) => (await client.query<Row>(OPEN, [accountId])).rows.map(toIncident),
  async startIncident({ id, accountId, name, concern, statements }, by, at) {
    const isWhole = concern.kind === "account";
    const held = isWhole ? [accountId, null] : [null, accountId];
    const values = [id, ...held, ...cellsOf(concern), name, statements, by, new Date(at)];
    return (await client.query(START, values)).rowCount === 1;
  },
  changeIncident: async ({ id, version, statements }) =>
    (await client.query(CHANGE, [id, version, statements])).rowCount === 1,
  stopIncident: async (id, by, at) => (await client.query(STOP, [id, by, new Date(at)])).rowCount === 1,
  queueApproves: async (accountId) => (await client.query(APPROVES, [accountId])).rowCount === 1,
  rootOf: async (accountId, mid) =>
    (await client.query<{ rootMid: string }>(ROOT_OF, [accountId, mid])).rows[0]?.rootMid,
  queued: async (accountId) => (await client.query<QueuedAnswer>(QUEUED, [accountId])).rows,
  async hold(answerId, need) {
    await client.query(HOLD, [answerId, need]);
  },
});

const cellsOf = (concern: Concern): readonly [topics: readonly string[], rootMid: string | null] => [
  concern.kind === "topics" ? concern.words : [],
  concern.kind === "post" ? concern.mid : null,
];

function toIncident({ topics, rootMid, ...incident }: Row): Incident {
  if (rootMid !== null) return { ...incident, concern: { kind: "post", mid: rootMid } };
  return {
    ...incident,
    concern: topics.length > 0 ? { kind: "topics", words: topics } : { kind: "account" },
  };
}
