import type { MigrationInterface, QueryRunner } from "typeorm";

/** Origins whose pages may frame the panel, and so show customers beside their telephone. */
export class Panel1765200010010 implements MigrationInterface {
  readonly name = "Panel1765200010010";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE cti_system ADD COLUMN panel_origins text[] NOT NULL DEFAULT '{}'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE cti_system DROP COLUMN panel_origins");
  }
}
