import type { MigrationInterface, QueryRunner } from "typeorm";

/** As it was, but that of a notice it is known whether the fan was shown it. */
const SEEN = /* sql */ `
  CREATE OR REPLACE VIEW outbox_seen AS
  SELECT o.conversation_id, o.seq, o.class, o.state, o.at, o.passive_for, o.passive_until, o.lane_id, o.batch,
    o.attempts, o.due_at, o.lease_until, coalesce(r.code, o.code) AS code, o.external_id, o.resend_of, o.optional,
    CASE
      WHEN o.optional THEN NULL
      WHEN o.state = 'accepted' AND o.notice IS NOT NULL THEN
        CASE WHEN r.delivered THEN 'delivered' WHEN NOT r.delivered THEN 'undelivered'
             WHEN o.code IS NULL AND o.at > now() - interval '1 hour' THEN 'given' ELSE 'accepted' END
      WHEN o.state <> 'passive' THEN o.state::text
      WHEN l.id IS NULL OR o.batch <= l.settled THEN
        CASE WHEN o.passive_until + interval '16 seconds' <= now() THEN 'accepted' ELSE 'written' END
      ELSE 'sending'
    END AS seen
  FROM outbox o LEFT JOIN lane l ON l.id = o.lane_id
  LEFT JOIN LATERAL (
    SELECT n.delivered, n.code FROM notice_report n JOIN conversation c ON c.account_id = n.account_id
    WHERE o.notice IS NOT NULL AND c.id = o.conversation_id AND n.external_id = o.external_id) r ON true`;

const BEFORE = /* sql */ `
  CREATE VIEW outbox_seen AS
  SELECT o.*, CASE
      WHEN o.optional THEN NULL
      WHEN o.state <> 'passive' THEN o.state::text
      WHEN l.id IS NULL OR o.batch <= l.settled THEN
        CASE WHEN o.passive_until + interval '16 seconds' <= now() THEN 'accepted' ELSE 'written' END
      ELSE 'sending'
    END AS seen
  FROM (SELECT conversation_id, seq, class, state, at, passive_for, passive_until, lane_id, batch, attempts, due_at,
      lease_until, code, external_id, resend_of, optional FROM outbox) o
  LEFT JOIN lane l ON l.id = o.lane_id`;

const statements = [
  /* sql */ `
  -- What an account may send where no window is open, as its platform lists it.
  CREATE TABLE notice_template (
    account_id uuid NOT NULL REFERENCES account (id),
    id text NOT NULL,
    via text NOT NULL CHECK (via IN ('template', 'subscription')),
    title text NOT NULL,
    fields jsonb NOT NULL,
    once boolean NOT NULL,
    -- Agents may choose it.
    offered boolean NOT NULL,
    -- Null: the platform lists it no more.
    listed_at timestamptz(3),
    PRIMARY KEY (account_id, id)
  )`,
  /* sql */ `
  -- When each account's catalogue was asked for, and what came of it; null code: it was listed.
  CREATE TABLE notice_catalogue (
    account_id uuid PRIMARY KEY REFERENCES account (id),
    asked_at timestamptz(3) NOT NULL,
    code text
  )`,
  /* sql */ `
  -- What fans have said to it, by the message that told so (its n-th item); and the platform's word, by ours that it refused.
  CREATE TABLE notice_answer (
    conversation_id uuid NOT NULL,
    seq int NOT NULL,
    item smallint NOT NULL,
    template_id text NOT NULL,
    accepted boolean NOT NULL,
    in_settings boolean NOT NULL,
    at timestamptz(3) NOT NULL,
    PRIMARY KEY (conversation_id, seq, item)
  )`,
  /* sql */ `
  -- Whether a notice was shown, by the platform's id of it: it may tell so before we know that it has taken it.
  CREATE TABLE notice_report (
    external_id text NOT NULL,
    account_id uuid NOT NULL,
    delivered boolean NOT NULL,
    code text,
    at timestamptz(3) NOT NULL,
    PRIMARY KEY (external_id, account_id)
  )`,
  /* sql */ `
  -- The template of a notice, which takes no place; null: words.
  ALTER TABLE outbox ADD COLUMN notice text`,
  SEEN,
  /* sql */ `CREATE INDEX outbox_notice ON outbox (conversation_id) WHERE notice IS NOT NULL`,
];

/** 模板消息 and 订阅通知: what may be sent, what fans have agreed to, what became of each. */
export class Notice1764910000000 implements MigrationInterface {
  readonly name = "Notice1764910000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP VIEW outbox_seen");
    await runner.query("ALTER TABLE outbox DROP COLUMN notice");
    await runner.query(BEFORE);
    await runner.query("DROP TABLE notice_report, notice_answer, notice_catalogue, notice_template");
  }
}
