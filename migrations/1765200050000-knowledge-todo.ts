import type { MigrationInterface, QueryRunner } from "typeorm";

/** What a table of entries has left: the drafts that came with it, and what is still to be done about each. */
export class KnowledgeTodo1765200050000 implements MigrationInterface {
  readonly name = "KnowledgeTodo1765200050000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE knowledge_set (
        id         uuid CONSTRAINT knowledge_set_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT knowledge_set_account_fkey REFERENCES account (id),
        at         timestamptz(3) NOT NULL,
        by         text NOT NULL
      );
      CREATE INDEX knowledge_set_account ON knowledge_set (account_id, at);
      CREATE TABLE knowledge_set_entry (
        set_id   uuid NOT NULL CONSTRAINT knowledge_set_entry_set_fkey REFERENCES knowledge_set (id),
        -- A draft, which may be an entry by now, or be given up.
        entry_id uuid NOT NULL,
        -- The row of the table.
        n        integer NOT NULL,
        CONSTRAINT knowledge_set_entry_pkey PRIMARY KEY (set_id, entry_id)
      );
      CREATE TABLE knowledge_todo (
        id       uuid CONSTRAINT knowledge_todo_pkey PRIMARY KEY,
        set_id   uuid NOT NULL CONSTRAINT knowledge_todo_set_fkey REFERENCES knowledge_set (id),
        -- Its place in the list.
        n        integer NOT NULL,
        entry_id uuid NOT NULL,
        -- Of two that have the same words, the other.
        other_id uuid,
        code     text NOT NULL,
        -- What the sentence about it names.
        says     jsonb NOT NULL,
        state    text NOT NULL CONSTRAINT knowledge_todo_state_check CHECK (state IN ('open', 'done', 'dismissed')),
        -- Why nothing is done about it.
        reason   text,
        -- Who has settled it, and when.
        at       timestamptz(3),
        by       text,
        -- Who is at it, since when: the next is another's.
        hand_at  timestamptz(3),
        hand_by  text,
        CONSTRAINT knowledge_todo_place_key UNIQUE (set_id, n),
        CONSTRAINT knowledge_todo_reason_check CHECK ((reason IS NOT NULL) = (state = 'dismissed')),
        CONSTRAINT knowledge_todo_settled_check CHECK ((at IS NULL) = (state = 'open') AND (by IS NULL) = (state = 'open'))
      );
      CREATE INDEX knowledge_todo_entry ON knowledge_todo (entry_id) WHERE state = 'open';
      CREATE INDEX knowledge_todo_other ON knowledge_todo (other_id) WHERE state = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE knowledge_todo, knowledge_set_entry, knowledge_set");
  }
}
