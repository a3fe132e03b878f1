import type { MigrationInterface, QueryRunner } from "typeorm";

/** 出师: how somebody's time as a new agent ended: {nursery, at, by, reason, note}. What was set comes back when it is undone. */
export class Graduation1765400000000 implements MigrationInterface {
  readonly name = "Graduation1765400000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE staff ADD COLUMN graduation jsonb");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE staff DROP COLUMN graduation");
  }
}
