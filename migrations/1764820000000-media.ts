import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- When what a fan has sent is fetched from her platform, and how often that was tried.
  ALTER TABLE attachment
    ADD COLUMN due_at timestamptz(3) NOT NULL DEFAULT now(),
    ADD COLUMN tries  smallint NOT NULL DEFAULT 0`,

  /* sql */ `
  -- A file of an official account has no address and no id that could be asked for.
  CREATE INDEX attachment_due ON attachment (due_at) WHERE state = 'remote' AND kind <> 'file'`,
];

/** What brings fans' pictures, voices and films to us. */
export class Media1764820000000 implements MigrationInterface {
  readonly name = "Media1764820000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE attachment DROP COLUMN due_at, DROP COLUMN tries");
  }
}
