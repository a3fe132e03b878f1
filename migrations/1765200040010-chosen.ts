import type { MigrationInterface, QueryRunner } from "typeorm";

/** What fans were shown to choose from, and what they chose, is counted from what happened: few of all events. */
export class Chosen1765200040010 implements MigrationInterface {
  readonly name = "Chosen1765200040010";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- store/world/nights asks by these very words.
      CREATE INDEX event_chosen ON event (at) WHERE code IN ('queued', 'left_message', 'waited') AND data ?| ARRAY['choice', 'choices']`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX event_chosen");
  }
}
