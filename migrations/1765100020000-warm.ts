import type { MigrationInterface, QueryRunner } from "typeorm";

/** 暖转: its agent keeps a contact until whoever is asked to take it over has accepted. */
export class Warm1765100020000 implements MigrationInterface {
  readonly name = "Warm1765100020000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- The offer to whoever is asked to take it over from its agent, and who that is.
      ALTER TABLE contact ADD COLUMN passing_offer uuid, ADD COLUMN passing_to uuid`);
    await runner.query(/* sql */ `
      CREATE INDEX contact_passing ON contact (passing_to) WHERE passing_to IS NOT NULL`);
    await runner.query(/* sql */ `
      CREATE TRIGGER contact_passing_marks AFTER UPDATE ON contact FOR EACH ROW
        WHEN (old.passing_offer IS DISTINCT FROM new.passing_offer) EXECUTE FUNCTION mark_contact()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER contact_passing_marks ON contact");
    await runner.query("ALTER TABLE contact DROP COLUMN passing_offer, DROP COLUMN passing_to");
  }
}
