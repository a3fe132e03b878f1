import type { MigrationInterface, QueryRunner } from "typeorm";

/** A password is chosen by whom it is for, by a link: there is none that somebody else knows and that has to go. */
export class OwnPassword1764710000000 implements MigrationInterface {
  readonly name = "OwnPassword1764710000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE staff DROP COLUMN must_change_password");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE staff ADD COLUMN must_change_password boolean NOT NULL DEFAULT false");
  }
}
