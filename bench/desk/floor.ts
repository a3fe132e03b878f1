import { createHash } from "node:crypto";
import type { BenchDatabase } from "../database/open.ts";
import { openidLength } from "../wire/wechat.ts";

/** What an agent's browser would hold: the token of her sign-in. */
export const tokenOf = (agent: number): string =>
  createHash("sha256").update(`bench ${agent}`).digest("base64url");

/** Fans are numbered through: agent 0 has the first ones in hand. */
export const deskFan = (n: number): string => `oDesk${String(n).padStart(openidLength - 5, "0")}`;

export type Floor = { readonly accountId: string; readonly agents: number; readonly contacts: number };

const id = (kind: number, n: string): string =>
  `('0193${String(kind).padStart(4, "0")}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** $1 agents, $2 their capacity. */
const people = [
  /* sql */ `
  INSERT INTO staff (id, login, name, state, language, capacity, created_at)
  SELECT ${id(1, "n")}, 'bench' || n, '客服' || n, 'active', 'zh-CN', $2::int, now() FROM generate_series(0, $1::int - 1) n`,
  /* sql */ `
  INSERT INTO staff_role (staff_id, role, scope)
  SELECT ${id(1, "n")}, 'agent', '{"queues": "all"}' FROM generate_series(0, $1::int - 1) n WHERE $2::int > 0`,
  /* sql */ `
  INSERT INTO queue_member (queue_id, staff_id)
  SELECT q.id, ${id(1, "n")} FROM generate_series(0, $1::int - 1) n, queue q WHERE $2::int > 0`,
  /* sql */ `
  INSERT INTO seat (id, number, group_id)
  SELECT ${id(2, "n")}, 'B-' || lpad(n::text, 4, '0'), (SELECT id FROM queue_group LIMIT 1)
  FROM generate_series(0, $1::int - 1) n WHERE $2::int > 0`,
  /* sql */ `
  INSERT INTO agent_session (id, staff_id, seat_id, presence, state_since, idle_since, capacity, used, signed_in_at, beat_at)
  SELECT ${id(3, "n")}, ${id(1, "n")}, ${id(2, "n")}, 'ready', now(), now(), $2::int, $2::int, now(), now()
  FROM generate_series(0, $1::int - 1) n`,
];

/** $1 account, $2 agents, $3 contacts of each. */
const work = [
  /* sql */ `
  INSERT INTO identity (id, account_id, external_id, created_at)
  SELECT ${id(4, "n")}, $1, 'oDesk' || lpad(n::text, ${openidLength - 5}, '0'), now()
  FROM generate_series(0, $2::int * $3::int - 1) n`,
  /* sql */ `
  INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at)
  SELECT ${id(5, "n")}, $1, ${id(4, "n")}, 'private', 0, now(), now()
  FROM generate_series(0, $2::int * $3::int - 1) n`,
  /* sql */ `
  INSERT INTO ticket (id, account_id, state, opened_at)
  SELECT ${id(6, "n")}, $1, 'open', now() FROM generate_series(0, $2::int * $3::int - 1) n`,
  /* sql */ `
  INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, owner_id, session_id, event_seq, queue_id,
    created_at, enqueued_at, accepted_at)
  SELECT ${id(7, "n")}, ${id(5, "n")}, $1, ${id(6, "n")}, 'active', ${id(1, "n / $3::int")}, ${id(3, "n / $3::int")}, 2,
    (SELECT id FROM queue ORDER BY created_at, id LIMIT 1), now(), now(), now()
  FROM generate_series(0, $2::int * $3::int - 1) n`,
];

/** A floor in full swing: every agent at her seat, her hands full. */
export async function fillFloor(database: BenchDatabase, floor: Floor): Promise<void> {
  const { client } = database;
  const { accountId, agents, contacts } = floor;
  for (const statement of people) await client.query(statement, [agents, contacts]);
  for (const statement of work) await client.query(statement, [accountId, agents, contacts]);
  for (let agent = 0; agent < agents; agent += 1) {
    await client.query(
      `INSERT INTO staff_session (id, staff_id, created_at, seen_at, address, agent)
       SELECT $1, ${id(1, "$2::int")}, now(), now(), '127.0.0.1', 'bench'`,
      [createHash("sha256").update(tokenOf(agent)).digest(), agent],
    );
  }
  await client.query("VACUUM ANALYZE");
}
