import type { MigrationInterface, QueryRunner } from "typeorm";

/** A moment for an agent after a customer who insulted her: once for each contact. */
export class Recovery1765300810000 implements MigrationInterface {
  readonly name = "Recovery1765300810000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TYPE presence ADD VALUE IF NOT EXISTS 'recovery'");
    await runner.query(/* sql */ `
      CREATE TABLE recovery (
        contact_id uuid NOT NULL,
        staff_id   uuid NOT NULL CONSTRAINT recovery_staff_fkey REFERENCES staff (id),
        at         timestamptz(3) NOT NULL,
        CONSTRAINT recovery_pkey PRIMARY KEY (contact_id, staff_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // A value of an enum stays: nothing uses it without the table.
    await runner.query("DROP TABLE recovery");
  }
}
