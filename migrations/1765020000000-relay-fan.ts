import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whose exchange it is: what was said beside us is erased with her, whether her inbox rows are still there or not. */
export class RelayFan1765020000000 implements MigrationInterface {
  readonly name = "RelayFan1765020000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      ALTER TABLE relay_exchange ADD COLUMN fan text;
      UPDATE relay_exchange e SET fan = f.external_id::text
      FROM inbox i JOIN conversation c ON c.id = i.conversation_id JOIN identity f ON f.id = c.identity_id
      WHERE i.key = e.key;
      CREATE INDEX relay_exchange_fan ON relay_exchange (account_id, fan)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE relay_exchange DROP COLUMN fan");
  }
}
