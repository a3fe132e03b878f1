import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- What a supervisor found of what was done in public: an answer, or a thread's dismissal. Codes, nobody's words.
  CREATE TABLE social_mark (
    subject    text NOT NULL CONSTRAINT social_mark_subject_check CHECK (subject IN ('answer', 'dismissal')),
    subject_id uuid NOT NULL,
    staff_id   uuid NOT NULL,
    done_at    timestamptz(3) NOT NULL,
    mark       text NOT NULL CONSTRAINT social_mark_mark_check
               CHECK (mark IN ('good', 'facts', 'tone', 'unsolved', 'private', 'needed')),
    marked_by  uuid NOT NULL,
    marked_at  timestamptz(3) NOT NULL,
    CONSTRAINT social_mark_pkey PRIMARY KEY (subject, subject_id)
  )`,
  /* sql */ `CREATE INDEX social_mark_done ON social_mark (done_at)`,
  // What reports read by day.
  /* sql */ `CREATE INDEX social_thread_posted ON social_thread (first_posted_at)`,
  /* sql */ `CREATE INDEX social_thread_dismissed ON social_thread (dismissed_at) WHERE dismissed_at IS NOT NULL`,
  /* sql */ `CREATE INDEX social_answer_said ON social_answer (at) WHERE staff_id IS NOT NULL`,
];

/** What reports of the public need: marks of a day's sample, and days that are found quickly. */
export class SocialReport1765020010000 implements MigrationInterface {
  readonly name = "SocialReport1765020010000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE social_mark");
    for (const index of ["social_thread_posted", "social_thread_dismissed", "social_answer_said"]) {
      await runner.query(`DROP INDEX ${index}`);
    }
  }
}
