import type { MigrationInterface, QueryRunner } from "typeorm";

/** Offers to fans: one a contact at most, counted by account. */
export class Promotion1765200090000 implements MigrationInterface {
  readonly name = "Promotion1765200090000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE promotion (
        contact_id uuid CONSTRAINT promotion_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT promotion_account_fkey REFERENCES account (id),
        staff_id   uuid NOT NULL CONSTRAINT promotion_staff_fkey REFERENCES staff (id),
        -- Ours: by what it was known.
        word       text NOT NULL,
        at         timestamptz(3) NOT NULL
      );
      CREATE INDEX promotion_account ON promotion (account_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE promotion");
  }
}
