import type { MigrationInterface, QueryRunner } from "typeorm";

/** When a message of ours was given to the platform; it takes a place there unless that is provably not so. */
export class Ledger1764760000000 implements MigrationInterface {
  readonly name = "Ledger1764760000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox ADD COLUMN sent_at timestamptz(3)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox DROP COLUMN sent_at");
  }
}
