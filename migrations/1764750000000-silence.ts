import type { MigrationInterface, QueryRunner } from "typeorm";

/** An account from which nothing has come for too long, and how long that is. */
export class Silence1764750000000 implements MigrationInterface {
  readonly name = "Silence1764750000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      ALTER TABLE account
        ADD COLUMN silence_minutes int,
        ADD COLUMN silent_since timestamptz(3),
        ADD CONSTRAINT account_silence_check CHECK (silence_minutes BETWEEN 0 AND 10080);
      -- The end of the inbox is asked for every few seconds: what is not summarised yet is read as a whole.
      ALTER INDEX inbox_at SET (autosummarize = on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      ALTER INDEX inbox_at RESET (autosummarize);
      ALTER TABLE account DROP COLUMN silent_since, DROP COLUMN silence_minutes`);
  }
}
