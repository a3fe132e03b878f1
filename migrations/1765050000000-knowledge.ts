import type { MigrationInterface, QueryRunner } from "typeorm";

/** Editing the knowledge: answers by platform, validity, scope, and drafts that are held to a version. */
export class Knowledge1765050000000 implements MigrationInterface {
  readonly name = "Knowledge1765050000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      ALTER TABLE faq_version
        ADD COLUMN variants jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN valid_from timestamptz(3),
        ADD COLUMN valid_until timestamptz(3),
        -- Title and phrasings as texts are compared; null: nobody has folded them yet.
        ADD COLUMN folded text[],
        -- The older version that it brings back.
        ADD COLUMN restores integer,
        -- Accounts that it answers for beside its entry's own.
        ADD COLUMN account_ids uuid[] NOT NULL DEFAULT '{}';
      -- Which have begun or ended is asked every few seconds.
      CREATE INDEX faq_version_valid_from ON faq_version (valid_from) WHERE valid_from IS NOT NULL;
      CREATE INDEX faq_version_valid_until ON faq_version (valid_until) WHERE valid_until IS NOT NULL;
      -- Its id is that of the entry that it is of, or will be.
      ALTER TABLE faq_draft
        ADD COLUMN variants jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN valid_from timestamptz(3),
        ADD COLUMN valid_until timestamptz(3),
        ADD COLUMN account_ids uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        -- Somebody waits for it to be looked over and published.
        ADD COLUMN review_at timestamptz(3),
        ADD COLUMN review_by text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const columns = ["variants", "valid_from", "valid_until", "account_ids"];
    const dropped = (more: readonly string[]) =>
      [...columns, ...more].map((column) => `DROP COLUMN ${column}`).join(", ");
    await runner.query(`ALTER TABLE faq_draft ${dropped(["version", "review_at", "review_by"])}`);
    await runner.query(`ALTER TABLE faq_version ${dropped(["folded", "restores"])}`);
  }
}
