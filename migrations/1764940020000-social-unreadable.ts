import type { MigrationInterface, QueryRunner } from "typeorm";

/** Rows of the platform's lists that nobody could read, as they came, for seven days. */
export class SocialUnreadable1764940020000 implements MigrationInterface {
  readonly name = "SocialUnreadable1764940020000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE social_unreadable (
        account_id uuid NOT NULL,
        digest     bytea NOT NULL,
        list       text NOT NULL,
        raw        text NOT NULL,
        at         timestamptz(3) NOT NULL,
        CONSTRAINT social_unreadable_pkey PRIMARY KEY (account_id, digest)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE social_unreadable");
  }
}
