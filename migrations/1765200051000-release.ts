import type { MigrationInterface, QueryRunner } from "typeorm";

/** Drafts that were published together, so that they can be taken back together. */
export class Release1765200051000 implements MigrationInterface {
  readonly name = "Release1765200051000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE knowledge_release (
        id         uuid CONSTRAINT knowledge_release_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT knowledge_release_account_fkey REFERENCES account (id),
        at         timestamptz(3) NOT NULL,
        by         text NOT NULL,
        -- What let it through; null: nothing in it moves any question.
        trial_id   uuid CONSTRAINT knowledge_release_trial_fkey REFERENCES knowledge_trial (id),
        undone_at  timestamptz(3),
        undone_by  text,
        CONSTRAINT knowledge_release_undone_check CHECK ((undone_at IS NULL) = (undone_by IS NULL))
      );
      CREATE INDEX knowledge_release_account ON knowledge_release (account_id, at);
      CREATE TABLE knowledge_release_entry (
        release_id uuid NOT NULL CONSTRAINT knowledge_release_entry_release_fkey REFERENCES knowledge_release (id),
        entry_id   uuid NOT NULL,
        version    integer NOT NULL,
        -- What answered before; null: nothing.
        was        integer,
        CONSTRAINT knowledge_release_entry_pkey PRIMARY KEY (release_id, entry_id),
        CONSTRAINT knowledge_release_entry_version_fkey FOREIGN KEY (entry_id, version)
          REFERENCES faq_version (entry_id, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE knowledge_release_entry, knowledge_release");
  }
}
