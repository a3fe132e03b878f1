import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  CREATE TABLE preset (
    id         uuid CONSTRAINT preset_pkey PRIMARY KEY,
    name       text NOT NULL,
    -- core/preset/deviation.ts
    deviations jsonb NOT NULL,
    state      text NOT NULL DEFAULT 'active' CONSTRAINT preset_state_check CHECK (state IN ('active', 'closed')),
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz(3) NOT NULL,
    updated_by text NOT NULL
  )`,
  /* sql */ `CREATE UNIQUE INDEX preset_name_key ON preset (name) WHERE state = 'active'`,
  /* sql */ `
  CREATE TABLE preset_run (
    id             uuid CONSTRAINT preset_run_pkey PRIMARY KEY,
    preset_id      uuid NOT NULL CONSTRAINT preset_run_preset_fkey REFERENCES preset (id),
    -- As the preset was when it was switched on: what is changed of it later is of the next time.
    version        integer NOT NULL,
    name           text NOT NULL,
    deviations     jsonb NOT NULL,
    state          text NOT NULL CONSTRAINT preset_run_state_check CHECK (state IN ('planned', 'running', 'ended', 'dropped')),
    starts_at      timestamptz(3) NOT NULL,
    ends_at        timestamptz(3) NOT NULL,
    by             text NOT NULL,
    started_at     timestamptz(3),
    ended_at       timestamptz(3),
    ended_by       text,
    waiting_before integer,
    waiting_after  integer,
    answered       integer,
    wait_p80_ms    double precision,
    CONSTRAINT preset_run_times_check CHECK (ends_at > starts_at),
    CONSTRAINT preset_run_end_check CHECK ((ended_at IS NOT NULL) = (state IN ('ended', 'dropped')))
  )`,
  /* sql */ `CREATE INDEX preset_run_open ON preset_run (starts_at) WHERE state IN ('planned', 'running')`,
  /* sql */ `CREATE INDEX preset_run_ended ON preset_run (ended_at)`,
  /* sql */ `
  -- What deviates from normal now, as long as its preset runs; its key is the rule that one thing deviates by one preset alone.
  CREATE TABLE deviation (
    what    text NOT NULL CONSTRAINT deviation_what_check CHECK (what IN ('queue', 'skill', 'group', 'house')),
    subject text NOT NULL,
    key     text NOT NULL,
    value   jsonb NOT NULL,
    run_id  uuid NOT NULL CONSTRAINT deviation_run_fkey REFERENCES preset_run (id),
    CONSTRAINT deviation_pkey PRIMARY KEY (what, subject, key)
  )`,
  // Whoever seats opens the floor anew, in the transaction that starts or ends it.
  /* sql */ `
  CREATE TRIGGER deviation_marks AFTER INSERT OR DELETE ON deviation FOR EACH STATEMENT EXECUTE FUNCTION mark_floor()`,

  // Normal with what deviates over it: what acts reads these, what edits reads the tables.
  /* sql */ `
  CREATE VIEW queue_now AS
  SELECT q.id, q.group_id, q.key, q.name, q.state, q.version, q.created_at, q.policy || coalesce(o.policy, '{}') AS policy
  FROM queue q LEFT JOIN LATERAL (
    SELECT jsonb_object_agg(d.key, d.value) AS policy FROM deviation d
    WHERE d.what = 'queue' AND d.subject = q.id::text AND d.key <> 'capacity') o ON true`,
  /* sql */ `
  CREATE VIEW setting_now AS
  SELECT s.scope, s.key, coalesce(d.value, s.value) AS value
  FROM setting s LEFT JOIN deviation d ON d.what = 'house' AND d.subject = '' AND d.key = s.key
  UNION ALL
  SELECT 'all', d.key, d.value FROM deviation d
  WHERE d.what = 'house' AND NOT EXISTS (SELECT FROM setting s WHERE s.scope = 'all' AND s.key = d.key)`,
  /* sql */ `
  CREATE VIEW break_quota_now AS
  SELECT b.group_id, b.code, coalesce((d.value)::int, b.max) AS max
  FROM break_quota b LEFT JOIN deviation d ON d.what = 'group' AND d.subject = b.group_id::text AND d.key = 'breaks' AND b.code = ''
  UNION ALL
  SELECT d.subject::uuid, '', (d.value)::int FROM deviation d
  WHERE d.what = 'group' AND d.key = 'breaks' AND NOT EXISTS (
    SELECT FROM break_quota b WHERE b.group_id::text = d.subject AND b.code = '')`,
  /* sql */ `
  -- Beside her own capacity: the most that one of her queues or skills lends her.
  CREATE FUNCTION extra_capacity(staff uuid) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT coalesce(max((d.value)::int), 0) FROM deviation d
    WHERE d.key = 'capacity' AND (
      d.what = 'queue' AND EXISTS (SELECT FROM queue_member m WHERE m.queue_id::text = d.subject AND m.staff_id = staff)
      OR d.what = 'skill' AND EXISTS (SELECT FROM staff s WHERE s.id = staff AND s.abilities -> 'skills' ? d.subject))
  $$`,
];

/** 大促预案: presets, when they ran, and the layer that a running one lays over what is normal. */
export class Preset1765200020000 implements MigrationInterface {
  readonly name = "Preset1765200020000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP VIEW queue_now, setting_now, break_quota_now");
    await runner.query("DROP FUNCTION extra_capacity");
    await runner.query("DROP TABLE deviation, preset_run, preset");
  }
}
