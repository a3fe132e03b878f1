import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who said that a customer is no repeat offender, and by which word of the list: what was before counts no more. */
export class AbuseLift1765300830000 implements MigrationInterface {
  readonly name = "AbuseLift1765300830000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE abuse_lift (
        conversation_id uuid NOT NULL,
        at              timestamptz(3) NOT NULL,
        reason          text NOT NULL,
        staff_id        uuid NOT NULL CONSTRAINT abuse_lift_staff_fkey REFERENCES staff (id),
        CONSTRAINT abuse_lift_pkey PRIMARY KEY (conversation_id, at),
        CONSTRAINT abuse_lift_reason_check CHECK (reason ~ '^[a-z_]{1,32}$')
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE abuse_lift");
  }
}
