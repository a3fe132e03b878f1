import type { MigrationInterface, QueryRunner } from "typeorm";

/** What a fan's matter is, when she was shown a list, and that she was greeted: what the bot remembers of a contact. */
export class Lane1765040000000 implements MigrationInterface {
  readonly name = "Lane1765040000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TYPE contact_lane AS ENUM ('risk', 'complaint', 'purchase', 'service', 'praise')`);
    await runner.query(/* sql */ `
      ALTER TABLE contact
        ADD COLUMN lane     contact_lane,
        ADD COLUMN asked_at timestamptz(3),
        ADD COLUMN greeted  boolean`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE contact DROP COLUMN lane, DROP COLUMN asked_at, DROP COLUMN greeted");
    await runner.query("DROP TYPE contact_lane");
  }
}
