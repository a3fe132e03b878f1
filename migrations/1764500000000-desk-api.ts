import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- How we call her, and what colleagues should know. Personal: goes with the identity.
  ALTER TABLE identity
    ADD COLUMN name            text,
    ADD COLUMN remark          text,
    ADD COLUMN profile_version integer NOT NULL DEFAULT 1,
    ADD CONSTRAINT identity_name_check CHECK (length(name) BETWEEN 1 AND 64),
    ADD CONSTRAINT identity_remark_check CHECK (length(remark) BETWEEN 1 AND 500)`,

  /* sql */ `
  -- Up to which message somebody has read a thread.
  CREATE TABLE conversation_read (
    staff_id        uuid,
    conversation_id uuid,
    seq             integer NOT NULL,
    CONSTRAINT conversation_read_pkey PRIMARY KEY (staff_id, conversation_id)
  ) WITH (fillfactor = 80)`,

  /* sql */ `
  ALTER TABLE attachment
    ADD COLUMN media_id uuid CONSTRAINT attachment_media_fkey REFERENCES media (id),
    ADD CONSTRAINT attachment_stored_check CHECK ((state = 'stored') = (media_id IS NOT NULL))`,

  // The lists of the desk, each in the order in which it is shown.
  /* sql */ `
  CREATE INDEX contact_asked ON contact (enqueued_at, id) WHERE state IN ('queued', 'offered', 'left_message')`,
  /* sql */ `CREATE INDEX contact_ended ON contact (ended_at, id) WHERE ended_at IS NOT NULL`,
  /* sql */ `
  CREATE INDEX contact_ended_owner ON contact (owner_id, ended_at) WHERE ended_at IS NOT NULL AND owner_id IS NOT NULL`,
  /* sql */ `
  -- Work that people keep open: the bot's own tickets have never been changed by anybody.
  CREATE INDEX ticket_kept ON ticket (id) WHERE state = 'open' AND version > 1`,
  /* sql */ `CREATE INDEX wrap_up_filler ON wrap_up (filled_by, filled_at)`,
  /* sql */ `
  -- One meaning for a code wherever it is offered.
  CREATE UNIQUE INDEX canned_code ON canned (coalesce(queue_id, staff_id), lower(code)) NULLS NOT DISTINCT WHERE active`,
];

/** What the desk's lists, its read marks and its pictures need. */
export class DeskApi1764500000000 implements MigrationInterface {
  readonly name = "DeskApi1764500000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error("The read marks and names are what people wrote; restore a backup instead.");
  }
}
