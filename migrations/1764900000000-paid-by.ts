import type { MigrationInterface, QueryRunner } from "typeorm";

/** Short texts that leave as one message: the number of the row that pays the place for this one, too. */
export class PaidBy1764900000000 implements MigrationInterface {
  readonly name = "PaidBy1764900000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox ADD COLUMN paid_by integer");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox DROP COLUMN paid_by");
  }
}
