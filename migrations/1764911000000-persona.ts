import type { MigrationInterface, QueryRunner } from "typeorm";

/** As which of the platform's own agents each of ours is shown to an account's fans. */
export class Persona1764911000000 implements MigrationInterface {
  readonly name = "Persona1764911000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE persona (
        account_id uuid NOT NULL REFERENCES account (id),
        staff_id uuid NOT NULL REFERENCES staff (id),
        external_id text NOT NULL,
        PRIMARY KEY (account_id, staff_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE persona");
  }
}
