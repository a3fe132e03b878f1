import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- What a platform holds of ours for a while: its id of the same content, uploaded as the same thing, is used again.
  CREATE TABLE platform_upload (
    account_id  uuid NOT NULL CONSTRAINT platform_upload_account_fkey REFERENCES account (id),
    sha256      bytea NOT NULL,
    "as"        text NOT NULL,
    external_id text NOT NULL,
    kept_until  timestamptz(3) NOT NULL,
    CONSTRAINT platform_upload_pkey PRIMARY KEY (account_id, sha256, "as")
  )`,
];

/** The platforms' ids of what agents send. */
export class Upload1764920000000 implements MigrationInterface {
  readonly name = "Upload1764920000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE platform_upload");
  }
}
