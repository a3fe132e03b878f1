import type { MigrationInterface, QueryRunner } from "typeorm";

/** 误转 are counted from what happened: of all events, the few by which somebody sent a contact back. */
export class Misroute1765100060000 implements MigrationInterface {
  readonly name = "Misroute1765100060000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- store/misroute asks by these very words.
      CREATE INDEX event_bounced ON event (at) WHERE code = 'queued' AND data ->> 'reason' = 'bounced'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX event_bounced");
  }
}
