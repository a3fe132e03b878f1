import type { MigrationInterface, QueryRunner } from "typeorm";

/** What agents upload and never send would stay for ever. */
export class MediaUnsent1765000010000 implements MigrationInterface {
  readonly name = "MediaUnsent1765000010000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- Uploads that stand in no message yet; one that is said or noted leaves this table with it.
      CREATE TABLE media_unsent (
        media_id   uuid NOT NULL CONSTRAINT media_unsent_media_fkey REFERENCES media (id) ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT media_unsent_pkey PRIMARY KEY (media_id)
      )`);
    await runner.query("CREATE INDEX media_unsent_created ON media_unsent (created_at)");
    // Whether bytes on the disk are still somebody's is asked by their hash.
    await runner.query("CREATE INDEX media_sha256 ON media (sha256)");
    await runner.query("CREATE INDEX platform_upload_kept_until ON platform_upload (kept_until)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX platform_upload_kept_until");
    await runner.query("DROP INDEX media_sha256");
    await runner.query("DROP TABLE media_unsent");
  }
}
