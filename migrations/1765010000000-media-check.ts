import type { MigrationInterface, QueryRunner } from "typeorm";

/** As it was before, with `extra` states in the place of what is only taken; `report`: the id by which it is told of. */
const seenView = (extra: string, told: string, report: string): string => /* sql */ `
  CREATE OR REPLACE VIEW outbox_seen AS
  SELECT o.conversation_id, o.seq, o.class, o.state, o.at, o.passive_for, o.passive_until, o.lane_id, o.batch,
    o.attempts, o.due_at, o.lease_until, coalesce(r.code, o.code) AS code, o.external_id, o.resend_of, o.optional,
    CASE
      WHEN o.optional THEN NULL
      WHEN o.state = 'accepted' AND o.notice IS NOT NULL THEN
        CASE WHEN r.delivered THEN 'delivered' WHEN NOT r.delivered THEN 'undelivered'
             WHEN o.code IS NULL AND o.at > now() - interval '1 hour' THEN 'given' ELSE 'accepted' END
      ${extra}
      WHEN o.state <> 'passive' THEN o.state::text
      WHEN l.id IS NULL OR o.batch <= l.settled THEN
        CASE WHEN o.passive_until + interval '16 seconds' <= now() THEN 'accepted' ELSE 'written' END
      ELSE 'sending'
    END AS seen
  FROM outbox o LEFT JOIN lane l ON l.id = o.lane_id
  LEFT JOIN LATERAL (
    SELECT n.delivered, n.code FROM notice_report n JOIN conversation c ON c.account_id = n.account_id
    WHERE ${told} AND c.id = o.conversation_id AND n.external_id = ${report}) r ON true`;

const CHECKED = seenView(
  /* sql */ `WHEN o.state = 'accepted' AND o.check_id IS NOT NULL THEN
        CASE WHEN r.delivered THEN 'accepted' WHEN NOT r.delivered THEN 'flagged'
             WHEN o.at > now() - interval '1 hour' THEN 'checking' ELSE 'accepted' END`,
  "(o.notice IS NOT NULL OR o.check_id IS NOT NULL)",
  "CASE WHEN o.notice IS NOT NULL THEN o.external_id ELSE o.check_id END",
);
const BEFORE = seenView("", "o.notice IS NOT NULL", "o.external_id");

/** What the platform thinks of a picture or a voice comes after it was taken; `notice_report` holds its word by this id. */
export class MediaCheck1765010000000 implements MigrationInterface {
  readonly name = "MediaCheck1765010000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox ADD COLUMN check_id text");
    await runner.query(CHECKED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BEFORE);
    await runner.query("ALTER TABLE outbox DROP COLUMN check_id");
  }
}
