import type { MigrationInterface, QueryRunner } from "typeorm";

/** What was made of questions that the bot had no answer to. Questions are places of messages: no words of a fan's. */
export class Learning1765100010000 implements MigrationInterface {
  readonly name = "Learning1765100010000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- What the inbox of learning is read from; store/learning/questions asks by these very words.
      CREATE INDEX event_unanswered ON event (at) WHERE code IN ('missed', 'waited')
        OR (code IN ('queued', 'left_message') AND data ->> 'reason' IN ('asked', 'missed_twice'));
      CREATE INDEX assist_feedback_dismissed ON assist_feedback (at) WHERE outcome = 'dismissed';
      CREATE TABLE learning_act (
        id         uuid CONSTRAINT learning_act_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT learning_act_account_fkey REFERENCES account (id),
        kind       text NOT NULL CONSTRAINT learning_act_kind_check CHECK (kind IN ('merged', 'begun', 'ignored')),
        -- The entry, or the draft that is to become one.
        entry_id   uuid,
        -- What was published before, and by it; null: nothing was.
        was        integer,
        published  integer,
        -- The draft that it left, how many phrasings it added there, and whether there was none before.
        draft      integer,
        added      smallint NOT NULL,
        drafted    boolean NOT NULL,
        questions  integer NOT NULL,
        at         timestamptz(3) NOT NULL,
        by         text NOT NULL,
        undone_at  timestamptz(3),
        CONSTRAINT learning_act_entry_check CHECK ((kind = 'ignored') = (entry_id IS NULL))
      );
      CREATE INDEX learning_act_account ON learning_act (account_id, at);
      CREATE TABLE learning_question (
        conversation_id uuid NOT NULL,
        seq             integer NOT NULL,
        act_id          uuid NOT NULL CONSTRAINT learning_question_act_fkey REFERENCES learning_act (id),
        CONSTRAINT learning_question_pkey PRIMARY KEY (conversation_id, seq)
      );
      CREATE INDEX learning_question_act ON learning_question (act_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      DROP TABLE learning_question;
      DROP TABLE learning_act;
      DROP INDEX assist_feedback_dismissed;
      DROP INDEX event_unanswered`);
  }
}
