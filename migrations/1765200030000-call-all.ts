import type { MigrationInterface, QueryRunner } from "typeorm";

/** 一起响: a contact is offered to several at once, and each gives her units for it. */
export class CallAll1765200030000 implements MigrationInterface {
  readonly name = "CallAll1765200030000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- One live offer of a contact to each; that all of them are of one round, whoever makes them looks after.
      CREATE UNIQUE INDEX offer_asked ON offer (contact_id, staff_id) WHERE ended_at IS NULL`);
    await runner.query("DROP INDEX offer_live");
    await runner.query(/* sql */ `CREATE INDEX offer_staff ON offer (staff_id) WHERE ended_at IS NULL`);
    await runner.query(/* sql */ `
      -- Of those who are asked one may go, and the others still are.
      CREATE TRIGGER contact_called_marks AFTER UPDATE ON contact FOR EACH ROW
        WHEN (old.state = 'offered' AND new.state = 'offered' AND old.event_seq <> new.event_seq)
        EXECUTE FUNCTION mark_contact()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER contact_called_marks ON contact");
    await runner.query("DROP INDEX offer_staff");
    await runner.query("CREATE UNIQUE INDEX offer_live ON offer (contact_id) WHERE ended_at IS NULL");
    await runner.query("DROP INDEX offer_asked");
  }
}
