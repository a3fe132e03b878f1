import type { MigrationInterface, QueryRunner } from "typeorm";

/** The last end-to-end check of each account, and what nodes saw of it that no other row tells. */
export class AccountCheck1764740000000 implements MigrationInterface {
  readonly name = "AccountCheck1764740000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE account_check (
        account_id uuid PRIMARY KEY REFERENCES account(id),
        id uuid NOT NULL,
        started_at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        notes jsonb NOT NULL DEFAULT '[]'
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE account_check");
  }
}
