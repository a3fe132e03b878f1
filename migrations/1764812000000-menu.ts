import type { MigrationInterface, QueryRunner } from "typeorm";

/** An account's menu: what is being written, and every version that the platform was given, with what it said. */
export class Menu1764812000000 implements MigrationInterface {
  readonly name = "Menu1764812000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE menu_draft (
        account_id uuid PRIMARY KEY REFERENCES account (id),
        menu jsonb NOT NULL,
        version int NOT NULL DEFAULT 1,
        at timestamptz(3) NOT NULL,
        by text NOT NULL
      );
      CREATE TABLE menu_version (
        account_id uuid NOT NULL REFERENCES account (id),
        number int NOT NULL,
        menu jsonb NOT NULL,
        -- asking: nobody knows yet what the platform says; its keys mean what they mean from then on.
        state text NOT NULL CHECK (state IN ('asking', 'live', 'refused', 'unknown', 'past')),
        code text,
        at timestamptz(3) NOT NULL,
        by text NOT NULL,
        PRIMARY KEY (account_id, number)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE menu_version, menu_draft");
  }
}
