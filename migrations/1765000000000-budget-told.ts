import type { MigrationInterface, QueryRunner } from "typeorm";

/** As `budget_alarm`, which nothing writes any more, for each kind of budget that a platform counts by itself. */
export class BudgetTold1765000000000 implements MigrationInterface {
  readonly name = "BudgetTold1765000000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- That people were told how far a budget of an account is used: once, by whichever node came first.
      CREATE TABLE budget_told (
        account_id uuid NOT NULL,
        kind       text NOT NULL CONSTRAINT budget_told_kind_check CHECK (kind IN ('words', 'template', 'subscription')),
        since      timestamptz(3) NOT NULL,
        level      text NOT NULL CONSTRAINT budget_told_level_check CHECK (level IN ('warned', 'used_up')),
        at         timestamptz(3) NOT NULL,
        used       integer NOT NULL,
        sends      integer NOT NULL,
        CONSTRAINT budget_told_pkey PRIMARY KEY (account_id, kind, since, level)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE budget_told");
  }
}
