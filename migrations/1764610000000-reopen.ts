import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- The ticket of the last talk with a person: who comes back within the reopen window joins it.
  ALTER TABLE conversation ADD COLUMN served_ticket_id uuid`,
  /* sql */ `
  UPDATE conversation c SET served_ticket_id = t.ticket_id FROM contact t WHERE t.id = c.served_contact_id`,
];

/** One ticket to many contacts: a reopened one joins the ticket that it reopens. */
export class Reopen1764610000000 implements MigrationInterface {
  readonly name = "Reopen1764610000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE conversation DROP COLUMN served_ticket_id");
  }
}
