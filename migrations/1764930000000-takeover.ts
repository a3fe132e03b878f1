import type { MigrationInterface, QueryRunner } from "typeorm";

/** Taking an account over from what its platform's page had: what was there, what is chosen, what was made of it. */
export class Takeover1764930000000 implements MigrationInterface {
  readonly name = "Takeover1764930000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- An entry of the knowledge that is written and not published; it may change and go.
      CREATE TABLE faq_draft (
        id uuid CONSTRAINT faq_draft_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT faq_draft_account_fkey REFERENCES account (id),
        title text NOT NULL,
        phrasings text[] NOT NULL,
        answer jsonb NOT NULL,
        at timestamptz(3) NOT NULL,
        by text NOT NULL
      );
      CREATE INDEX faq_draft_account ON faq_draft (account_id, at);
      -- What the page had whenever somebody looked.
      CREATE TABLE takeover_snapshot (
        account_id uuid NOT NULL CONSTRAINT takeover_snapshot_account_fkey REFERENCES account (id),
        number int NOT NULL,
        standing jsonb NOT NULL,
        at timestamptz(3) NOT NULL,
        by text NOT NULL,
        CONSTRAINT takeover_snapshot_pkey PRIMARY KEY (account_id, number)
      );
      CREATE TABLE takeover (
        account_id uuid CONSTRAINT takeover_pkey PRIMARY KEY,
        number int NOT NULL,
        choice jsonb NOT NULL,
        -- What applying has made, so that it can be taken back; null: nothing.
        made jsonb,
        -- What came of putting the menu back.
        put_back jsonb,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT takeover_snapshot_fkey FOREIGN KEY (account_id, number)
          REFERENCES takeover_snapshot (account_id, number)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE takeover, takeover_snapshot, faq_draft");
  }
}
