import type { MigrationInterface, QueryRunner } from "typeorm";

/** Questions of which it is said whose they are, and what new knowledge was found to do before it was published. */
export class Trial1765100015000 implements MigrationInterface {
  readonly name = "Trial1765100015000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE golden_question (
        id         uuid CONSTRAINT golden_question_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT golden_question_account_fkey REFERENCES account (id),
        -- An entry, or a draft that is to become one; null: nobody's question, which is not to be answered.
        entry_id   uuid,
        text       text NOT NULL,
        folded     text NOT NULL,
        at         timestamptz(3) NOT NULL,
        by         text NOT NULL,
        CONSTRAINT golden_question_words_key UNIQUE (account_id, folded)
      );
      CREATE TABLE knowledge_trial (
        id        uuid CONSTRAINT knowledge_trial_pkey PRIMARY KEY,
        entry_id  uuid NOT NULL,
        -- Digests: of what of the entry decides on matches, and of all that answered beside it.
        words     text NOT NULL,
        base      text NOT NULL,
        doubts    jsonb NOT NULL,
        -- Ids, places of messages and numbers: no words of a fan's.
        reports   jsonb NOT NULL,
        at        timestamptz(3) NOT NULL,
        by        text NOT NULL,
        -- Why it was published all the same, in the words of who did.
        despite   text,
        published integer
      );
      CREATE INDEX knowledge_trial_entry ON knowledge_trial (entry_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      DROP TABLE knowledge_trial;
      DROP TABLE golden_question`);
  }
}
