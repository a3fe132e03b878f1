import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- Who writes to a fan beside the contact's owner, and what she gives of her units for it.
  CREATE TABLE contact_member (
    contact_id uuid NOT NULL,
    staff_id   uuid NOT NULL CONSTRAINT contact_member_staff_fkey REFERENCES staff (id),
    session_id uuid NOT NULL,
    units      smallint NOT NULL,
    by_id      uuid NOT NULL CONSTRAINT contact_member_by_fkey REFERENCES staff (id),
    joined_at  timestamptz(3) NOT NULL,
    left_at    timestamptz(3),
    CONSTRAINT contact_member_pkey PRIMARY KEY (contact_id, staff_id, joined_at)
  )`,
  /* sql */ `CREATE UNIQUE INDEX contact_member_live ON contact_member (contact_id, staff_id) WHERE left_at IS NULL`,
  /* sql */ `CREATE INDEX contact_member_staff ON contact_member (staff_id) WHERE left_at IS NULL`,
  /* sql */ `
  CREATE FUNCTION mark_member() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO floor_change (group_id, what, subject_id)
    SELECT q.group_id, 'contact', k.id FROM contact k JOIN account a ON a.id = k.account_id
      JOIN queue q ON q.id = coalesce(k.queue_id, a.queue_id)
    WHERE k.id = new.contact_id;
    RETURN NULL;
  END $$`,
  /* sql */ `
  CREATE TRIGGER contact_member_marks AFTER INSERT OR UPDATE ON contact_member FOR EACH ROW EXECUTE FUNCTION mark_member()`,
];

/** Three-way chats. */
export class Member1765100031000 implements MigrationInterface {
  readonly name = "Member1765100031000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION mark_member CASCADE");
    await runner.query("DROP TABLE contact_member");
  }
}
