import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- 挂起 by her agent, 静默 by the clock: since then it takes nothing of her agent, until somebody speaks.
  ALTER TABLE contact ADD COLUMN held_since timestamptz(3),
    ADD COLUMN held_by text CONSTRAINT contact_held_check CHECK (held_by IN ('agent', 'timer'))`,
  /* sql */ `
  -- Somebody spoke in these, or their agent came back: few at a time, looked for in every round.
  CREATE INDEX contact_awake ON contact (owner_id) WHERE state = 'active' AND session_id IS NULL AND held_since IS NULL`,
  /* sql */ `
  -- The contact that its fan gave up waiting in: within the queue's window she comes back to her place.
  ALTER TABLE conversation ADD COLUMN left_contact_id uuid`,
  /* sql */ `
  CREATE FUNCTION note_left() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE conversation SET left_contact_id = new.id WHERE id = new.conversation_id;
    RETURN NULL;
  END $$`,
  /* sql */ `
  CREATE TRIGGER contact_left_noted AFTER UPDATE ON contact FOR EACH ROW
    WHEN (new.state = 'abandoned' AND old.state <> 'abandoned') EXECUTE FUNCTION note_left()`,
];

/** Contacts that are put aside without being lost, and the way back for who gave up waiting. */
export class Held1765060000000 implements MigrationInterface {
  readonly name = "Held1765060000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION note_left CASCADE");
    await runner.query("ALTER TABLE conversation DROP COLUMN left_contact_id");
    await runner.query("DROP INDEX contact_awake");
    await runner.query("ALTER TABLE contact DROP COLUMN held_since, DROP COLUMN held_by");
  }
}
