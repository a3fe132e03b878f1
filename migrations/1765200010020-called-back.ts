import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who has taken it upon herself to call back a call that reached nobody: one person, once. */
export class CalledBack1765200010020 implements MigrationInterface {
  readonly name = "CalledBack1765200010020";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      ALTER TABLE call ADD COLUMN called_back_by uuid, ADD COLUMN called_back_at timestamptz(3),
        ADD COLUMN called_back_contact uuid`);
    await runner.query(/* sql */ `CREATE INDEX call_started ON call (started_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE call DROP COLUMN called_back_by, DROP COLUMN called_back_at, DROP COLUMN called_back_contact",
    );
  }
}
