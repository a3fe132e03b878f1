import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * 演练: finished talks, masked, that new agents practise on, and how each did. A copy goes with the contact that it was
 * made from, and with the customer: both keys take it along.
 */
export class Practice1765400010000 implements MigrationInterface {
  readonly name = "Practice1765400010000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE practice_talk (
        id           uuid NOT NULL CONSTRAINT practice_talk_pkey PRIMARY KEY,
        contact_id   uuid NOT NULL CONSTRAINT practice_talk_contact_fkey REFERENCES contact (id) ON DELETE CASCADE,
        identity_id  uuid NOT NULL CONSTRAINT practice_talk_identity_fkey REFERENCES identity (id) ON DELETE CASCADE,
        account_id   uuid NOT NULL,
        title        text NOT NULL CONSTRAINT practice_talk_title_check CHECK (length(title) BETWEEN 1 AND 60),
        turns        jsonb NOT NULL,
        by_id        uuid NOT NULL CONSTRAINT practice_talk_by_fkey REFERENCES staff (id),
        at           timestamptz(3) NOT NULL,
        withdrawn_at timestamptz(3)
      )`);
    await runner.query("CREATE INDEX practice_talk_identity ON practice_talk (identity_id)");
    await runner.query(
      "CREATE UNIQUE INDEX practice_talk_once ON practice_talk (contact_id) WHERE withdrawn_at IS NULL",
    );
    await runner.query("CREATE INDEX practice_talk_contact ON practice_talk (contact_id)");
    await runner.query(/* sql */ `
      CREATE TABLE practice_run (
        id       uuid NOT NULL CONSTRAINT practice_run_pkey PRIMARY KEY,
        talk_id  uuid NOT NULL CONSTRAINT practice_run_talk_fkey REFERENCES practice_talk (id) ON DELETE CASCADE,
        staff_id uuid NOT NULL CONSTRAINT practice_run_staff_fkey REFERENCES staff (id),
        -- What she wrote, turn by turn, and how it stood.
        answers  jsonb NOT NULL DEFAULT '[]',
        points   smallint CONSTRAINT practice_run_points_check CHECK (points BETWEEN 0 AND 100),
        at       timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        CONSTRAINT practice_run_ended_check CHECK ((ended_at IS NULL) = (points IS NULL))
      )`);
    await runner.query("CREATE INDEX practice_run_talk ON practice_run (talk_id)");
    await runner.query("CREATE INDEX practice_run_staff ON practice_run (staff_id, talk_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE practice_run");
    await runner.query("DROP TABLE practice_talk");
  }
}
