import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  CREATE TABLE helper (
    id       uuid CONSTRAINT helper_pkey PRIMARY KEY,
    staff_id uuid NOT NULL CONSTRAINT helper_staff_fkey REFERENCES staff (id),
    queue_id uuid NOT NULL CONSTRAINT helper_queue_fkey REFERENCES queue (id),
    -- core/helping/helping.ts
    sending  text NOT NULL CONSTRAINT helper_sending_check CHECK (sending IN ('free', 'canned', 'reviewed')),
    at       timestamptz(3) NOT NULL,
    ends_at  timestamptz(3) NOT NULL,
    by       text NOT NULL,
    ended_at timestamptz(3),
    ended_by text,
    CONSTRAINT helper_times_check CHECK (ends_at > at),
    CONSTRAINT helper_end_check CHECK ((ended_at IS NULL) = (ended_by IS NULL))
  )`,
  // One queue for a helper; also who of two leaders was first.
  /* sql */ `CREATE UNIQUE INDEX helper_open ON helper (staff_id) WHERE ended_at IS NULL`,
  /* sql */ `CREATE INDEX helper_due ON helper (ends_at) WHERE ended_at IS NULL`,
  /* sql */ `CREATE INDEX helper_staff ON helper (staff_id, at)`,
  // A membership that goes with the help; whom an administrator makes a member meanwhile stays one.
  /* sql */ `ALTER TABLE queue_member ADD COLUMN helper_id uuid CONSTRAINT queue_member_helper_fkey REFERENCES helper (id)`,
  /* sql */ `CREATE INDEX queue_member_helper ON queue_member (helper_id) WHERE helper_id IS NOT NULL`,
];

/** 临时支援: who helps in which queue, until when, and how what she writes leaves. */
export class Helper1765401000000 implements MigrationInterface {
  readonly name = "Helper1765401000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE queue_member DROP COLUMN helper_id");
    await runner.query("DROP TABLE helper");
  }
}
