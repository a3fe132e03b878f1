import { randomFillSync } from "node:crypto";
import pg from "pg";

import { createIds, type Ids } from "../../src/core/kernel/id.ts";

export type Stage = {
  readonly client: pg.Client;
  readonly staff: readonly string[];
  readonly accountId: string;
  readonly queueId: string;
  readonly ids: Ids;
};

/** One queue, its agents ready at their seats with empty hands. */
export async function fillStage(url: string, agents: number, capacity: number): Promise<Stage> {
  const client = new pg.Client({ connectionString: url });
  // Where the bench fails its database goes first; the failure itself is to be read.
  client.on("error", () => undefined);
  await client.connect();
  const ids = createIds(Date.now, (bytes) => randomFillSync(bytes));
  const [groupId, queueId, accountId] = [ids(), ids(), ids()];
  const staff = Array.from({ length: agents }, () => ids());
  await client.query("INSERT INTO queue_group (id, name, created_at) VALUES ($1, 'bench', now())", [groupId]);
  await client.query(
    `INSERT INTO queue (id, group_id, key, name, policy, created_at)
     VALUES ($1, $2, 'bench', 'bench', '{"wrapRequired": [], "ratingInvite": false, "offerMs": 60000}', now())`,
    [queueId, groupId],
  );
  await client.query(
    `INSERT INTO account (id, platform, name, simulated, config, created_at, queue_id)
     VALUES ($1, 'test', 'bench', true, '{}', now(), $2)`,
    [accountId, queueId],
  );
  await client.query(
    `INSERT INTO staff (id, login, name, capacity, created_at)
     SELECT id, 'bench' || n, 'bench' || n, $2, now() FROM unnest($1::uuid[]) WITH ORDINALITY AS s(id, n)`,
    [staff, capacity],
  );
  await client.query(
    "INSERT INTO queue_member (queue_id, staff_id) SELECT $1, id FROM unnest($2::uuid[]) AS s(id)",
    [queueId, staff],
  );
  await client.query(
    `WITH seats AS (
       INSERT INTO seat (id, number, group_id)
       SELECT gen_random_uuid(), lpad(n::text, 5, '0'), $1 FROM generate_series(1, $3::int) n RETURNING id, number::int AS n)
     INSERT INTO agent_session (id, staff_id, seat_id, presence, state_since, idle_since, ready_since, capacity, signed_in_at, beat_at)
     SELECT gen_random_uuid(), s.id, seats.id, 'ready', now(), now(), now(), $4, now(), now() + interval '1 hour'
     FROM unnest($2::uuid[]) WITH ORDINALITY AS s(id, n) JOIN seats ON seats.n = s.n`,
    [groupId, staff, agents, capacity],
  );
  return { client, staff, accountId, queueId, ids };
}

/** Fans who ask for a person in one moment; their contacts, in order. */
export async function ask(stage: Stage, many: number): Promise<readonly string[]> {
  const { client, accountId, queueId, ids } = stage;
  const contacts = Array.from({ length: many }, () => ids());
  const others = contacts.map(() => [ids(), ids()] as const);
  await client.query(
    `WITH fan AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) WITH ORDINALITY AS f(contact, conversation, ticket, n)
     ), conversations AS (
       INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at)
       SELECT conversation, $4, gen_random_uuid(), 'private', 1, now(), now() FROM fan
     ), tickets AS (
       INSERT INTO ticket (id, account_id, state, opened_at) SELECT ticket, $4, 'open', now() FROM fan
     ), told AS (
       INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
       SELECT 'contact', contact, 1, now(), 'fan', 'queued', '{"reason": "asked"}' FROM fan
     )
     INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, event_seq, queue_id, queue_reason, created_at,
       enqueued_at, entered_at, waiting_since, misses)
     SELECT contact, conversation, $4, ticket, 'queued', 1, $5, 'asked', now(), now() + n * interval '1 ms', now(), now(), 0
     FROM fan`,
    [contacts, others.map(([one]) => one), others.map(([, other]) => other), accountId, queueId],
  );
  return contacts;
}

/** What must never be, as queries that count it (seats section 2.11). */
const NEVER = {
  doubleOffers: `SELECT count(*)::int AS n FROM (
    SELECT contact_id FROM offer WHERE ended_at IS NULL GROUP BY contact_id HAVING count(*) > 1) d`,
  twoOwners: `SELECT count(*)::int AS n FROM (
    SELECT subject_id FROM event WHERE subject = 'contact' AND code = 'accepted' GROUP BY subject_id HAVING count(*) > 1) d`,
  overCapacity: "SELECT count(*)::int AS n FROM agent_session WHERE used > capacity",
  unitDrift: `SELECT count(*)::int AS n FROM agent_session s WHERE s.used <>
    (SELECT coalesce(sum(units), 0) FROM offer o WHERE o.session_id = s.id AND o.ended_at IS NULL)
    + (SELECT coalesce(sum(coalesce(k.units, 1)), 0) FROM contact k WHERE k.session_id = s.id AND k.state IN ('active', 'wrapup'))`,
  starved: `SELECT count(*)::int AS n FROM contact WHERE state = 'queued'
    AND EXISTS (SELECT FROM agent_session WHERE presence = 'ready' AND used < capacity)`,
  // Who came a moment later may be seen first; then the seating node dies, and a takeover may last ten seconds.
  overtaken: `WITH first AS (
      SELECT k.enqueued_at, k.created_at, (SELECT min(offered_at) FROM offer o WHERE o.contact_id = k.id) AS at FROM contact k)
    SELECT count(*)::int AS n FROM first early WHERE EXISTS (
      SELECT FROM first late WHERE late.enqueued_at > early.enqueued_at AND late.at > early.created_at
        AND early.at > late.at + interval '10 s')`,
} as const;

export type Broken = Readonly<Record<keyof typeof NEVER, number>>;

export async function brokenIn({ client }: Stage): Promise<Broken> {
  const counts: Record<string, number> = {};
  for (const [what, sql] of Object.entries(NEVER))
    counts[what] = (await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
  return counts as Broken;
}
