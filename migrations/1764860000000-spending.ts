import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- What was given to a platform and counts against what it allows; only what the send loop touches is in here.
  CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL`,
  /* sql */ `CREATE INDEX outbox_refused ON outbox (at) WHERE state IN ('rejected', 'expired')`,
  /* sql */ `
  -- What hours that are over have spent, and what was refused in them: counted from the outbox, never kept beside it.
  CREATE TABLE spending (
    account_id uuid NOT NULL,
    hour       timestamptz(3) NOT NULL,
    spender    text NOT NULL,
    fate       text NOT NULL,
    count      integer NOT NULL,
    CONSTRAINT spending_pkey PRIMARY KEY (account_id, hour, spender, fate)
  )`,
  /* sql */ `
  -- Hours before this one are counted; one row.
  CREATE TABLE spending_mark (
    one   boolean NOT NULL DEFAULT true CONSTRAINT spending_mark_pkey PRIMARY KEY
                  CONSTRAINT spending_mark_one_check CHECK (one),
    until timestamptz(3) NOT NULL
  )`,
  /* sql */ `
  -- That people were told how far an account's budget is used: once, by whichever node came first.
  CREATE TABLE budget_alarm (
    account_id uuid NOT NULL,
    since      timestamptz(3) NOT NULL,
    level      text NOT NULL CONSTRAINT budget_alarm_level_check CHECK (level IN ('warned', 'used_up')),
    at         timestamptz(3) NOT NULL,
    used       integer NOT NULL,
    sends      integer NOT NULL,
    CONSTRAINT budget_alarm_pkey PRIMARY KEY (account_id, since, level)
  )`,
];

/** What the places and budgets of an account went to. */
export class Spending1764860000000 implements MigrationInterface {
  readonly name = "Spending1764860000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["budget_alarm", "spending_mark", "spending"]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query("DROP INDEX outbox_refused");
    await runner.query("DROP INDEX outbox_sent");
  }
}
