import type { MigrationInterface, QueryRunner } from "typeorm";

/** "Tell me when she writes again": once, behind this number of the conversation. */
export class Awaited1764901000000 implements MigrationInterface {
  readonly name = "Awaited1764901000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE awaited (
        staff_id        uuid NOT NULL,
        conversation_id uuid NOT NULL,
        seq             integer NOT NULL,
        since           timestamptz(3) NOT NULL,
        CONSTRAINT awaited_pkey PRIMARY KEY (staff_id, conversation_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE awaited");
  }
}
