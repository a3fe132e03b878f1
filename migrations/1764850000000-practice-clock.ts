import type { MigrationInterface, QueryRunner } from "typeorm";

/** How far the platform's clock was moved on for one fan of a simulated account, from a moment on: by `ms`. */
export class PracticeClock1764850000000 implements MigrationInterface {
  readonly name = "PracticeClock1764850000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE practice_jump (
        conversation_id uuid NOT NULL,
        at              timestamptz(3) NOT NULL,
        ms              bigint NOT NULL CONSTRAINT practice_jump_ms_check CHECK (ms > 0),
        CONSTRAINT practice_jump_pkey PRIMARY KEY (conversation_id, at)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE practice_jump");
  }
}
