import type { MigrationInterface, QueryRunner } from "typeorm";

/** A version that answers a part of an account's conversations before it answers all. */
export class Canary1765100016000 implements MigrationInterface {
  readonly name = "Canary1765100016000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE knowledge_canary (
        id         uuid CONSTRAINT knowledge_canary_pkey PRIMARY KEY,
        entry_id   uuid NOT NULL,
        account_id uuid NOT NULL CONSTRAINT knowledge_canary_account_fkey REFERENCES account (id),
        version    integer NOT NULL,
        -- What answers the others; null: nothing of the entry does.
        was        integer,
        share      numeric(5, 4) NOT NULL CONSTRAINT knowledge_canary_share_check CHECK (share > 0 AND share < 1),
        at         timestamptz(3) NOT NULL,
        by         text NOT NULL,
        ends_at    timestamptz(3) NOT NULL,
        state      text NOT NULL DEFAULT 'running'
          CONSTRAINT knowledge_canary_state_check CHECK (state IN ('running', 'published', 'returned', 'stopped')),
        ended_at   timestamptz(3),
        CONSTRAINT knowledge_canary_ended_check CHECK ((state = 'running') = (ended_at IS NULL)),
        CONSTRAINT knowledge_canary_version_fkey FOREIGN KEY (entry_id, version) REFERENCES faq_version (entry_id, version)
      );
      -- Two at once could not be told apart by what they do.
      CREATE UNIQUE INDEX knowledge_canary_running ON knowledge_canary (account_id) WHERE state = 'running';
      CREATE INDEX knowledge_canary_entry ON knowledge_canary (entry_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE knowledge_canary");
  }
}
