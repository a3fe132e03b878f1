import type { MigrationInterface, QueryRunner } from "typeorm";

/** What agents made of the answers that were suggested to them: ids and numbers, none of a fan's words. */
export class Assist1765100000000 implements MigrationInterface {
  readonly name = "Assist1765100000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE assist_feedback (
        conversation_id uuid NOT NULL,
        -- Of the fan's message that asks.
        seq             integer NOT NULL,
        kind            text NOT NULL CONSTRAINT assist_feedback_kind_check CHECK (kind IN ('entry', 'canned')),
        target_id       uuid NOT NULL,
        target_version  integer NOT NULL,
        place           smallint NOT NULL CONSTRAINT assist_feedback_place_check CHECK (place BETWEEN 1 AND 3),
        confidence      real NOT NULL CONSTRAINT assist_feedback_confidence_check CHECK (confidence BETWEEN 0 AND 1),
        outcome         text NOT NULL CONSTRAINT assist_feedback_outcome_check
          CHECK (outcome IN ('used', 'changed', 'dismissed')),
        staff_id        uuid NOT NULL,
        at              timestamptz(3) NOT NULL,
        CONSTRAINT assist_feedback_pkey PRIMARY KEY (conversation_id, seq, kind, target_id)
      );
      CREATE INDEX assist_feedback_target ON assist_feedback (target_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE assist_feedback");
  }
}
