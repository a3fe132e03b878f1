import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- account_id: an account all of which the incident holds, one at a time. within_id: one of which it holds what has a
  -- topic in it, or hangs on one post; any number of them. A server of the version before sees the first kind alone.
  ALTER TABLE social_incident
    ALTER COLUMN account_id DROP NOT NULL,
    ADD COLUMN within_id uuid CONSTRAINT social_incident_within_fkey REFERENCES account (id),
    ADD COLUMN topics    text[] NOT NULL DEFAULT '{}',
    ADD COLUMN root_mid  text,
    ADD CONSTRAINT social_incident_held_check CHECK ((account_id IS NULL) <> (within_id IS NULL)),
    ADD CONSTRAINT social_incident_concern_check
      CHECK (num_nonnulls(account_id, root_mid, nullif(topics, '{}')) = 1)`,
  /* sql */ `CREATE INDEX social_incident_within ON social_incident (within_id) WHERE stopped_at IS NULL`,
];

/** What an incident holds: an account, what has a topic in it, or what hangs on one post. */
export class SocialConcern1765020030000 implements MigrationInterface {
  readonly name = "SocialConcern1765020030000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM social_incident WHERE account_id IS NULL");
    await runner.query("ALTER TABLE social_incident DROP CONSTRAINT social_incident_concern_check");
    for (const column of ["within_id", "topics", "root_mid"]) {
      await runner.query(`ALTER TABLE social_incident DROP COLUMN ${column}`);
    }
    await runner.query("ALTER TABLE social_incident ALTER COLUMN account_id SET NOT NULL");
  }
}
