import type { MigrationInterface, QueryRunner } from "typeorm";

/** As it was, but that an optional send has no fate that anybody is shown. */
const seen = (optional: boolean): string => /* sql */ `
  CREATE VIEW outbox_seen AS
  SELECT o.*, CASE
      ${optional ? "WHEN o.optional THEN NULL" : ""}
      WHEN o.state <> 'passive' THEN o.state::text
      WHEN l.id IS NULL OR o.batch <= l.settled THEN
        CASE WHEN o.passive_until + interval '16 seconds' <= now() THEN 'accepted' ELSE 'written' END
      ELSE 'sending'
    END AS seen
  FROM outbox o LEFT JOIN lane l ON l.id = o.lane_id`;

const statements = [
  /* sql */ `
  ALTER TABLE contact
    -- When the fan is to be asked how it was, once the end cannot be taken back any more.
    ADD COLUMN rating_due_at   timestamptz(3),
    ADD COLUMN rating_asked_at timestamptz(3),
    -- 1 to 5: the last that she gave in time.
    ADD COLUMN rating          smallint CONSTRAINT contact_rating_check CHECK (rating BETWEEN 1 AND 5)`,
  /* sql */ `CREATE INDEX contact_rating_due ON contact (rating_due_at) WHERE rating_due_at IS NOT NULL`,
  /* sql */ `
  -- The contact about which its fan was asked last.
  ALTER TABLE conversation ADD COLUMN invited_contact_id uuid`,

  /* sql */ `DROP VIEW outbox_seen`,
  /* sql */ `
  -- optional: where it cannot leave, nobody has to do anything. Null: it matters.
  ALTER TABLE outbox ADD COLUMN optional boolean`,
  seen(true),
];

/** The fan is asked how it was, and what she says of it is kept. */
export class Rating1764620000000 implements MigrationInterface {
  readonly name = "Rating1764620000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP VIEW outbox_seen");
    await runner.query("ALTER TABLE outbox DROP COLUMN optional");
    await runner.query(seen(false));
    await runner.query("ALTER TABLE conversation DROP COLUMN invited_contact_id");
    await runner.query(
      "ALTER TABLE contact DROP COLUMN rating_due_at, DROP COLUMN rating_asked_at, DROP COLUMN rating",
    );
  }
}
