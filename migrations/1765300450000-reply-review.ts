import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * 审稿: the first replies of a new agent wait for her mentor or a leader. Who is asked, and how it ended, is a
 * consultation like the others; its note is the reply as she wrote it, which nothing can send.
 */
export class ReplyReview1765300450000 implements MigrationInterface {
  readonly name = "ReplyReview1765300450000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      ALTER TABLE consultation DROP CONSTRAINT consultation_kind_check,
        ADD CONSTRAINT consultation_kind_check CHECK (kind IN ('consult', 'flag', 'invite', 'review'))`);
    await runner.query(/* sql */ `
      ALTER TABLE consultation DROP CONSTRAINT consultation_how_check,
        ADD CONSTRAINT consultation_how_check CHECK
          (how IN ('answered', 'declined', 'withdrawn', 'joined', 'over', 'approved', 'edited', 'returned'))`);
    await runner.query(/* sql */ `
      CREATE UNIQUE INDEX consultation_review ON consultation (contact_id) WHERE kind = 'review' AND ended_at IS NULL`);
    // How many of hers have left: asked at each reply of a new agent.
    await runner.query(/* sql */ `
      CREATE INDEX consultation_reviewed ON consultation (by_id) WHERE kind = 'review' AND how IN ('approved', 'edited')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM consultation WHERE kind = 'review'");
    await runner.query("DROP INDEX consultation_reviewed, consultation_review");
    await runner.query(/* sql */ `
      ALTER TABLE consultation DROP CONSTRAINT consultation_how_check,
        ADD CONSTRAINT consultation_how_check CHECK (how IN ('answered', 'declined', 'withdrawn', 'joined', 'over'))`);
    await runner.query(/* sql */ `
      ALTER TABLE consultation DROP CONSTRAINT consultation_kind_check,
        ADD CONSTRAINT consultation_kind_check CHECK (kind IN ('consult', 'flag', 'invite'))`);
  }
}
