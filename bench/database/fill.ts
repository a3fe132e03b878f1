import type pg from "pg";
import type { BenchDatabase } from "./open.ts";
import type { KnownFans } from "../wire/wire.ts";

/** One account of a run; `place` tells it from the others. */
export type Past = {
  readonly accountId: string;
  readonly place: number;
  readonly knownFanSql: KnownFans["knownFanSql"];
};

/** Kinds of ids that one account needs; `bench_id` has room for three hexadecimal digits of them. */
const kindsOfAccount = 16;

/**
 * The account's life before the bench: over the last day each fan has asked once and was answered. Of five fans
 * four have their contact still open with the bot, and one begins a new one when writing again. Ids are UUIDv7 in time order, as the server makes them.
 */
const imagineTables = [
  /* sql */ `CREATE FUNCTION bench_id(at timestamptz, kind int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0')
      || '8' || substr(md5(n::text), 1, 15))::uuid
  $$`,
  /* sql */ `CREATE UNLOGGED TABLE bench_past (n int, at timestamptz(3), open boolean,
    identity uuid, conversation uuid, contact uuid, ticket uuid)`,
  /* sql */ `CREATE UNLOGGED TABLE bench_entry (id uuid, version int)`,
];

/** $1: how many fans, $2: the first kind of id. The last one wrote a minute ago. */
const imagine = /* sql */ `
  INSERT INTO bench_past
  SELECT n, at, n % 5 <> 0, bench_id(at, $2::int, n), bench_id(at, $2::int + 1, n), bench_id(at, $2::int + 2, n),
    bench_id(at, $2::int + 3, n)
  FROM (
    SELECT n, now() - interval '1 minute' - interval '1 day' * (1 - n::float8 / $1::int) AS at
    FROM generate_series(1, $1::int) n
  ) numbered`;

/** $1: the account. */
const chooseEntry = /* sql */ `
  INSERT INTO bench_entry SELECT id, published_version FROM faq_entry
  WHERE account_id = $1 AND published_version IS NOT NULL ORDER BY key LIMIT 1`;

const makeMonths = /* sql */ `
  SELECT ensure_month(parent, (at AT TIME ZONE 'Asia/Shanghai')::date)
  FROM unnest(ARRAY['message', 'event']) parent, (SELECT min(at) AS at FROM bench_past UNION SELECT max(at) FROM bench_past) t`;

/** $1: the account. */
const ofAccount = (knownFanSql: string): readonly string[] => [
  /* sql */ `INSERT INTO identity (id, account_id, external_id, created_at)
    SELECT identity, $1, ${knownFanSql}, at FROM bench_past`,
  // Their platform was asked about them long ago.
  /* sql */ `INSERT INTO fan_profile (identity_id, account_id, follows, asked_at, due_at)
    SELECT identity, $1, true, at, now() + interval '14 days' FROM bench_past ON CONFLICT DO NOTHING`,
  /* sql */ `INSERT INTO conversation (id, account_id, identity_id, surface, seq, created_at, last_in_at)
    SELECT conversation, $1, identity, 'private'::surface, 2, at, at FROM bench_past`,
  /* sql */ `INSERT INTO ticket (id, account_id, state, opened_at, closed_at)
    SELECT ticket, $1, (CASE WHEN open THEN 'open' ELSE 'closed' END)::ticket_state, at, CASE WHEN NOT open THEN at END FROM bench_past`,
  /* sql */ `INSERT INTO contact (id, conversation_id, account_id, ticket_id, state, event_seq, last_entry_id,
      created_at, ended_at, resolution, due_at)
    SELECT contact, conversation, $1, ticket, (CASE WHEN open THEN 'bot' ELSE 'closed' END)::contact_state,
      CASE WHEN open THEN 1 ELSE 2 END, entry.id, at, CASE WHEN NOT open THEN at END,
      CASE WHEN NOT open THEN 'idle' END, CASE WHEN open THEN now() + interval '1 day' END
    FROM bench_past, bench_entry entry`,
  /* sql */ `INSERT INTO inbox (key, account_id, conversation_id, seq, reply_seq, at, state, rule, raw)
    SELECT md5('past' || $1::uuid || n)::uuid, $1, conversation, 1, 2, at, 'answered', 'matched', repeat('<Text>好</Text>', 20)
    FROM bench_past`,
  // Fans by chance ask the same twice; what is measured is the answer.
  /* sql */ `INSERT INTO setting (scope, key, value, updated_at, updated_by)
    SELECT 'account:' || $1::uuid, 'answer.repeats', '"on"'::jsonb, now(), 'bench'
    ON CONFLICT (scope, key) DO UPDATE SET value = EXCLUDED.value, version = setting.version + 1`,
];

const ofAll = [
  /* sql */ `INSERT INTO outbox (conversation_id, seq, class, state, at, passive_for)
    SELECT conversation, 2, 'faq', 'accepted', at, 1 FROM bench_past`,
  /* sql */ `INSERT INTO message (conversation_id, seq, at, contact_id, author, content, entry_id, entry_version)
    SELECT conversation, s, at, contact, (CASE s WHEN 1 THEN 'fan' ELSE 'bot' END)::message_author,
      CASE s WHEN 1 THEN '{"kind":"text","text":"什么时候发货"}'::jsonb END,
      CASE s WHEN 2 THEN entry.id END, CASE s WHEN 2 THEN entry.version END
    FROM bench_past, bench_entry entry, generate_series(1, 2) s`,
  /* sql */ `INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
    SELECT 'contact', contact, s, at, CASE s WHEN 1 THEN 'bot' ELSE 'system' END,
      CASE s WHEN 1 THEN 'answered' ELSE 'closed' END,
      CASE s WHEN 1 THEN jsonb_build_object('seq', 1, 'entry', entry.id, 'version', entry.version, 'rule', 'matched',
          'score', 1, 'opens', jsonb_build_object('ticketId', ticket, 'dueAt', extract(epoch FROM at)::bigint * 1000))
        ELSE '{"resolution":"idle"}'::jsonb END
    FROM bench_past, bench_entry entry, generate_series(1, CASE WHEN open THEN 1 ELSE 2 END) s`,
];

const forget = /* sql */ `DROP TABLE bench_past, bench_entry; DROP FUNCTION bench_id`;

/** Fills the tables of each account, and leaves the database as in the middle of a quiet day. */
export async function fill(database: BenchDatabase, accounts: readonly Past[], fans: number): Promise<void> {
  const { client } = database;
  // Two sessions: this waits for processors, not for the disk.
  const second = await database.connect();
  for (const { accountId, place, knownFanSql } of accounts) {
    for (const statement of imagineTables) await client.query(statement);
    await client.query(imagine, [fans, 1 + place * kindsOfAccount]);
    await client.query(chooseEntry, [accountId]);
    await client.query(makeMonths);
    await Promise.all([runAll(client, ofAccount(knownFanSql), [accountId]), runAll(second, ofAll, [])]);
    await client.query(forget);
  }
  await second.end();
  await client.query("VACUUM ANALYZE");
  await client.query("CHECKPOINT");
}

async function runAll(client: pg.Client, statements: readonly string[], values: unknown[]): Promise<void> {
  for (const statement of statements) await client.query(statement, values);
}
