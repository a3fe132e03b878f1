import type { MigrationInterface, QueryRunner } from "typeorm";

/** A transfer until it can be taken back or sent back no more: by whom, out of which queue, to whom, and since when accepted. */
export class Passing1765060000010 implements MigrationInterface {
  readonly name = "Passing1765060000010";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- How often it came back from an agent whom it was meant for, and whether it was sent back to the front.
      ALTER TABLE contact ADD COLUMN passed_by uuid, ADD COLUMN passed_from uuid, ADD COLUMN passed_to uuid,
        ADD COLUMN passed_taken_at timestamptz(3), ADD COLUMN returns smallint, ADD COLUMN is_front boolean`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contact DROP COLUMN passed_by, DROP COLUMN passed_from, DROP COLUMN passed_to, DROP COLUMN passed_taken_at,
        DROP COLUMN returns, DROP COLUMN is_front`);
  }
}
