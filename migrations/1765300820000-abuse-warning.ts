import type { MigrationInterface, QueryRunner } from "typeorm";

/** 辱骂提醒: which message of ours warned the customer of a contact; two at most, then only an end is left. */
export class AbuseWarning1765300820000 implements MigrationInterface {
  readonly name = "AbuseWarning1765300820000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE abuse_warning (
        contact_id uuid NOT NULL,
        n          smallint NOT NULL,
        seq        integer NOT NULL,
        staff_id   uuid NOT NULL CONSTRAINT abuse_warning_staff_fkey REFERENCES staff (id),
        at         timestamptz(3) NOT NULL,
        CONSTRAINT abuse_warning_pkey PRIMARY KEY (contact_id, n),
        CONSTRAINT abuse_warning_n_check CHECK (n BETWEEN 1 AND 2)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE abuse_warning");
  }
}
