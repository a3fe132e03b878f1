import type { MigrationInterface, QueryRunner } from "typeorm";

/** Accounts can be switched off and are edited by several people; a house knows by which keys its secrets are sealed. */
export class Account1764720000000 implements MigrationInterface {
  readonly name = "Account1764720000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      ALTER TABLE account
        ADD COLUMN state text NOT NULL DEFAULT 'active',
        ADD COLUMN version int NOT NULL DEFAULT 1,
        ADD CONSTRAINT account_state_check CHECK (state IN ('active', 'off'));
      CREATE TABLE secret_key (version text PRIMARY KEY, since timestamptz(3) NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE secret_key; ALTER TABLE account DROP COLUMN version, DROP COLUMN state");
  }
}
