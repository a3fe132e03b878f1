import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * 新人期: who answered a contact as a new agent, and on which of her days; stays as it was when she got it. A trigger,
 * as a contact comes to be somebody's in half a dozen ways, and one that forgot would leave no trace.
 */
export class Newcomer1765300400000 implements MigrationInterface {
  readonly name = "Newcomer1765300400000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE contact_newcomer (
        contact_id uuid NOT NULL,
        staff_id   uuid NOT NULL,
        day        smallint NOT NULL,
        at         timestamptz(3) NOT NULL,
        CONSTRAINT contact_newcomer_pkey PRIMARY KEY (contact_id, staff_id),
        CONSTRAINT contact_newcomer_day_check CHECK (day >= 1)
      )`);
    await runner.query(/* sql */ `
      -- The same as core/nursery says it, from 1.
      CREATE FUNCTION nursery_day(since text, at timestamptz) RETURNS integer LANGUAGE sql STABLE AS $$
        SELECT 1 + greatest(0, (at AT TIME ZONE coalesce(
          (SELECT s.value #>> '{}' FROM setting s WHERE s.scope = 'all' AND s.key = 'hours.zone'), 'Asia/Shanghai'))::date - since::date)
      $$`);
    await runner.query(/* sql */ `
      CREATE FUNCTION mark_newcomer() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO contact_newcomer (contact_id, staff_id, day, at)
        SELECT NEW.id, s.id, nursery_day(s.abilities #>> '{nursery,since}', now()), now()
        FROM staff s WHERE s.id = NEW.owner_id AND s.abilities ? 'nursery'
        ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query(/* sql */ `
      CREATE TRIGGER contact_newcomer_comes AFTER INSERT ON contact
      FOR EACH ROW WHEN (NEW.owner_id IS NOT NULL) EXECUTE FUNCTION mark_newcomer()`);
    await runner.query(/* sql */ `
      CREATE TRIGGER contact_newcomer_has AFTER UPDATE ON contact
      FOR EACH ROW WHEN (NEW.owner_id IS NOT NULL AND NEW.owner_id IS DISTINCT FROM OLD.owner_id)
      EXECUTE FUNCTION mark_newcomer()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER contact_newcomer_has ON contact");
    await runner.query("DROP TRIGGER contact_newcomer_comes ON contact");
    await runner.query("DROP FUNCTION mark_newcomer");
    await runner.query("DROP FUNCTION nursery_day");
    await runner.query("DROP TABLE contact_newcomer");
  }
}
