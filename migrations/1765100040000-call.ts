import type { MigrationInterface, QueryRunner } from "typeorm";

const STATEMENTS = [
  // Each call is a conversation of its own: nothing is ever sent there.
  /* sql */ `ALTER TYPE surface ADD VALUE 'call'`,
  /* sql */ `ALTER TYPE wrap_up_outcome ADD VALUE 'not_reached'`,

  // Whose calls they are is an account, so that what is asked by account asks for calls, too.
  /* sql */ `
  CREATE TABLE cti_system (
    id uuid CONSTRAINT cti_system_pkey PRIMARY KEY
      CONSTRAINT cti_system_account_fkey REFERENCES account (id),
    key_hash bytea NOT NULL CONSTRAINT cti_system_hash_check CHECK (length(key_hash) = 32),
    at timestamptz(3) NOT NULL,
    by text NOT NULL,
    -- Reports within that minute, and when the last came.
    minute timestamptz(3),
    count int NOT NULL DEFAULT 0,
    heard_at timestamptz(3),
    CONSTRAINT cti_system_key UNIQUE (key_hash)
  )`,

  // The fold of its reports.
  /* sql */ `
  CREATE TABLE call (
    id uuid CONSTRAINT call_pkey PRIMARY KEY,
    system_id uuid NOT NULL CONSTRAINT call_system_fkey REFERENCES cti_system (id),
    external_id external_id NOT NULL,
    state text NOT NULL DEFAULT 'ringing'
      CONSTRAINT call_state_check CHECK (state IN ('ringing', 'talking', 'talked', 'missed')),
    direction text NOT NULL DEFAULT 'in' CONSTRAINT call_direction_check CHECK (direction IN ('in', 'out')),
    started_at timestamptz(3) NOT NULL,
    answered_at timestamptz(3),
    ended_at timestamptz(3),
    staff_id uuid,
    queue_id uuid,
    masked text,
    number_hash bytea,
    recording text,
    conversation_id uuid,
    contact_id uuid,
    CONSTRAINT call_external_key UNIQUE (system_id, external_id)
  )`,
  /* sql */ `CREATE INDEX call_contact ON call (contact_id) WHERE contact_id IS NOT NULL`,
  /* sql */ `CREATE INDEX call_conversation ON call (conversation_id) WHERE conversation_id IS NOT NULL`,
  /* sql */ `CREATE INDEX call_unassigned ON call (system_id, started_at) WHERE contact_id IS NULL`,

  // Each kind once, as it came first.
  /* sql */ `
  CREATE TABLE call_report (
    call_id uuid NOT NULL CONSTRAINT call_report_call_fkey REFERENCES call (id),
    kind text NOT NULL CONSTRAINT call_report_kind_check CHECK (kind IN ('started', 'answered', 'ended')),
    at timestamptz(3) NOT NULL,
    heard_at timestamptz(3) NOT NULL,
    direction text,
    staff_id uuid,
    session_id uuid,
    queue_id uuid,
    masked text,
    number_hash bytea,
    recording text,
    CONSTRAINT call_report_pkey PRIMARY KEY (call_id, kind)
  )`,

  // Whom she talks to on the telephone: until then nothing is offered to her, in any race.
  /* sql */ `ALTER TABLE agent_session ADD COLUMN alone_with uuid`,
];

/** Telephone calls, as a telephone system reports them. */
export class Call1765100040000 implements MigrationInterface {
  readonly name = "Call1765100040000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** A value that an enum has stays: nothing uses it any more. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE agent_session DROP COLUMN alone_with");
    await runner.query("DROP TABLE call_report, call, cti_system");
  }
}
