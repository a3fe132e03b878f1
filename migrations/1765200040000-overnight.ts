import type { MigrationInterface, QueryRunner } from "typeorm";

/** 隔夜: what was promised while a queue was shut, for its share of the morning and for whether it was kept; and what a fan may choose. */
export class Overnight1765200040000 implements MigrationInterface {
  readonly name = "Overnight1765200040000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE contact ADD COLUMN night_due_at timestamptz(3), ADD COLUMN choices text[]",
    );
    await runner.query("CREATE INDEX contact_night ON contact (night_due_at) WHERE night_due_at IS NOT NULL");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE contact DROP COLUMN night_due_at, DROP COLUMN choices");
  }
}
