import type { MigrationInterface, QueryRunner } from "typeorm";

/** Why people are on breaks, how many at once, and who waits for a place. What was a fixed list becomes the house's own. */
export class BreakLine1765100050000 implements MigrationInterface {
  readonly name = "BreakLine1765100050000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE break_code (
        id             uuid CONSTRAINT break_code_pkey PRIMARY KEY,
        key            text NOT NULL CONSTRAINT break_code_key UNIQUE,
        name           text NOT NULL,
        name_en        text,
        paid           boolean NOT NULL,
        minutes        smallint CONSTRAINT break_code_minutes_check CHECK (minutes > 0),
        needs_approval boolean NOT NULL,
        position       smallint NOT NULL,
        active         boolean NOT NULL DEFAULT true,
        version        integer NOT NULL DEFAULT 1
      );
      INSERT INTO break_code (id, key, name, name_en, paid, minutes, needs_approval, position) VALUES
        (gen_random_uuid(), 'meal', '用餐', 'Meal', false, 30, false, 1),
        (gen_random_uuid(), 'restroom', '洗手间', 'Restroom', true, 10, false, 2),
        (gen_random_uuid(), 'meeting', '会议', 'Meeting', true, NULL, false, 3),
        (gen_random_uuid(), 'training', '培训', 'Training', true, NULL, false, 4),
        (gen_random_uuid(), 'other', '其他', 'Other', true, 15, false, 5);
      CREATE TABLE break_quota (
        group_id uuid NOT NULL CONSTRAINT break_quota_group_fkey REFERENCES queue_group (id),
        -- Empty: on breaks of all codes together.
        code     text NOT NULL DEFAULT '',
        max      smallint NOT NULL CONSTRAINT break_quota_max_check CHECK (max >= 0),
        CONSTRAINT break_quota_pkey PRIMARY KEY (group_id, code)
      );
      CREATE TABLE break_ask (
        id          uuid CONSTRAINT break_ask_pkey PRIMARY KEY,
        staff_id    uuid NOT NULL CONSTRAINT break_ask_staff_fkey REFERENCES staff (id),
        session_id  uuid NOT NULL CONSTRAINT break_ask_session_fkey REFERENCES agent_session (id),
        code        text NOT NULL,
        asked_at    timestamptz(3) NOT NULL,
        -- Order of the line: seconds since the epoch, until a leader moves her.
        place       double precision NOT NULL,
        approved_by text,
        -- Her turn, until then.
        until       timestamptz(3),
        ended_at    timestamptz(3),
        outcome     text CONSTRAINT break_ask_outcome_check CHECK (outcome IN ('taken', 'lapsed', 'refused', 'left', 'gone')),
        ended_by    text,
        CONSTRAINT break_ask_end_check CHECK ((ended_at IS NULL) = (outcome IS NULL))
      );
      CREATE UNIQUE INDEX break_ask_open ON break_ask (staff_id) WHERE ended_at IS NULL;
      CREATE INDEX break_ask_past ON break_ask (staff_id, ended_at);
      ALTER TABLE agent_session ADD COLUMN back_at timestamptz(3), ADD COLUMN capacity_by text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE break_ask, break_quota, break_code");
    await runner.query("ALTER TABLE agent_session DROP COLUMN back_at, DROP COLUMN capacity_by");
  }
}
