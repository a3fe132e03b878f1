import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  // When she was asked in public to write here: what she writes then goes on with that, for a time of its own.
  /* sql */ `ALTER TABLE conversation ADD COLUMN asked_private_at timestamptz(3)`,
  // A closing comment that somebody does not want to write, and why.
  /* sql */ `
  ALTER TABLE social_thread
    ADD COLUMN closing_waiver    text,
    ADD COLUMN closing_waived_by uuid,
    ADD COLUMN closing_waived_at timestamptz(3)`,
];

/** From public to private has a window of its own; a closing comment can be waived. */
export class SocialClosing1765020020000 implements MigrationInterface {
  readonly name = "SocialClosing1765020020000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE conversation DROP COLUMN asked_private_at");
    for (const column of ["closing_waiver", "closing_waived_by", "closing_waived_at"]) {
      await runner.query(`ALTER TABLE social_thread DROP COLUMN ${column}`);
    }
  }
}
