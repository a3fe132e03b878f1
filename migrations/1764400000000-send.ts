import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- The access token of an account, one for all nodes. Whoever holds the lease may ask the platform for a new one;
  -- the call lies between two short writes. A token is a secret: it appears in no log and no answer.
  CREATE TABLE platform_token (
    account_id   uuid CONSTRAINT platform_token_pkey PRIMARY KEY
                      CONSTRAINT platform_token_account_fkey REFERENCES account (id),
    version      integer NOT NULL DEFAULT 0,
    token        text,
    expires_at   timestamptz(3),
    refreshed_at timestamptz(3),
    forced_at    timestamptz(3),
    lease_id     uuid,
    lease_until  timestamptz(3),
    -- Why the platform gave none, and how long nobody has to ask again.
    failed_code  text,
    failed_until timestamptz(3),
    CONSTRAINT platform_token_whole_check CHECK
      ((token IS NULL) = (expires_at IS NULL) AND (token IS NULL) = (refreshed_at IS NULL)),
    CONSTRAINT platform_token_lease_check CHECK ((lease_id IS NULL) = (lease_until IS NULL)),
    CONSTRAINT platform_token_failed_check CHECK ((failed_code IS NULL) = (failed_until IS NULL))
  ) WITH (fillfactor = 50)`,

  /* sql */ `DROP INDEX outbox_open`,
  /* sql */ `
  -- What is on its way out, by conversation: nothing may overtake. What nobody knows about lies apart, for it stays.
  CREATE INDEX outbox_leaving ON outbox (conversation_id, seq) WHERE state IN ('queued', 'sending')`,
  /* sql */ `CREATE INDEX outbox_unknown ON outbox (conversation_id, seq) WHERE state = 'unknown'`,
  /* sql */ `
  -- In the order in which it leaves: agents' words, notices, answers.
  CREATE INDEX outbox_queued ON outbox (class DESC, at) WHERE state = 'queued'`,
  /* sql */ `
  -- Sends that failed for good and whose contact nobody has looked at since: due_at is its time.
  CREATE INDEX outbox_failed ON outbox (due_at) WHERE state IN ('rejected', 'expired') AND due_at IS NOT NULL`,
];

/** What sending through a platform's interface needs. */
export class Send1764400000000 implements MigrationInterface {
  readonly name = "Send1764400000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ["outbox_leaving", "outbox_unknown", "outbox_queued", "outbox_failed"]) {
      await runner.query(`DROP INDEX ${index}`);
    }
    await runner.query(
      "CREATE INDEX outbox_open ON outbox (conversation_id, seq) WHERE state IN ('queued', 'sending', 'unknown')",
    );
    await runner.query("DROP TABLE platform_token");
  }
}
