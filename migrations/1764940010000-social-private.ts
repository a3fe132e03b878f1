import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- invite: asks her to write privately. closing: says in public that it was solved there.
  ALTER TABLE social_answer ADD COLUMN kind text DEFAULT 'answer'
    CONSTRAINT social_answer_kind_check CHECK (kind IN ('answer', 'invite', 'closing'))`,
  /* sql */ `
  -- A trouble in public, from when a supervisor names it until she says that it is over: meanwhile nothing is said but
  -- one of its statements.
  CREATE TABLE social_incident (
    id         uuid CONSTRAINT social_incident_pkey PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT social_incident_account_fkey REFERENCES account (id),
    name       text NOT NULL,
    statements text[] NOT NULL,
    started_by uuid NOT NULL,
    started_at timestamptz(3) NOT NULL,
    stopped_by uuid,
    stopped_at timestamptz(3),
    version    integer NOT NULL DEFAULT 1,
    CONSTRAINT social_incident_stopped_check CHECK ((stopped_at IS NULL) = (stopped_by IS NULL))
  )`,
  /* sql */ `CREATE UNIQUE INDEX social_incident_open ON social_incident (account_id) WHERE stopped_at IS NULL`,
];

/** From public to private and back, and what may be said while there is a trouble. */
export class SocialPrivate1764940010000 implements MigrationInterface {
  readonly name = "SocialPrivate1764940010000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE social_incident");
    await runner.query("ALTER TABLE social_answer DROP COLUMN kind");
  }
}
