import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who serves a thread: the newest contact that its posts have opened, in a public conversation. */
export class SocialContact1764940000000 implements MigrationInterface {
  readonly name = "SocialContact1764940000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `ALTER TABLE social_thread ADD COLUMN contact_id uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE social_thread DROP COLUMN contact_id");
  }
}
