import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `DROP TABLE delivery`,

  /* sql */ `
  -- A CRM that tickets are logged to. 'shut': it takes nothing until a person changes the connection (code: why).
  CREATE TABLE connector (
    id         uuid CONSTRAINT connector_pkey PRIMARY KEY,
    kind       text NOT NULL,
    name       text NOT NULL,
    config     jsonb NOT NULL,
    state      text NOT NULL CONSTRAINT connector_state_check CHECK (state IN ('active', 'paused', 'shut', 'removed')),
    code       text,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT connector_code_check CHECK ((state = 'shut') = (code IS NOT NULL))
  )`,
  /* sql */ `CREATE UNIQUE INDEX connector_name ON connector (lower(name)) WHERE state <> 'removed'`,

  /* sql */ `
  -- What a CRM still has to hear of a ticket. marks: how often something has happened while it was not dirty; who
  -- writes it as synced must have known all of them. claims: tries that have begun, the guard of their outcomes.
  -- told: each subject's last event number that the CRM has.
  CREATE TABLE delivery (
    connector_id uuid NOT NULL CONSTRAINT delivery_connector_fkey REFERENCES connector (id),
    ticket_id    uuid NOT NULL CONSTRAINT delivery_ticket_fkey REFERENCES ticket (id),
    state        text NOT NULL CONSTRAINT delivery_state_check CHECK (state IN ('dirty', 'sending', 'synced', 'dead')),
    marks        integer NOT NULL DEFAULT 0,
    claims       integer NOT NULL DEFAULT 0,
    failures     integer NOT NULL DEFAULT 0,
    told         jsonb NOT NULL DEFAULT '{}',
    external_id  text,
    dirty_since  timestamptz(3),
    due_at       timestamptz(3),
    lease_until  timestamptz(3),
    recorded_at  timestamptz(3),
    code         text,
    detail       text,
    CONSTRAINT delivery_pkey PRIMARY KEY (connector_id, ticket_id),
    CONSTRAINT delivery_lease_check CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    CONSTRAINT delivery_due_check CHECK ((state = 'dirty') = (due_at IS NOT NULL)),
    CONSTRAINT delivery_since_check CHECK ((state = 'synced') = (dirty_since IS NULL))
  ) WITH (fillfactor = 70)`,
  /* sql */ `CREATE INDEX delivery_due ON delivery (connector_id, due_at) WHERE state = 'dirty'`,
  /* sql */ `CREATE INDEX delivery_sending ON delivery (lease_until) WHERE state = 'sending'`,
  /* sql */ `CREATE INDEX delivery_dead ON delivery (connector_id, ticket_id) WHERE state = 'dead'`,
  /* sql */ `CREATE INDEX delivery_ticket ON delivery (ticket_id)`,

  /* sql */ `
  -- In the transaction of the events themselves, whoever writes them: no writer can forget it. What follows within
  -- three seconds goes in one call. Practice accounts are never logged.
  CREATE FUNCTION mark_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM connector WHERE state <> 'removed') THEN
      RETURN NULL;
    END IF;
    INSERT INTO delivery AS d (connector_id, ticket_id, state, dirty_since, due_at)
    SELECT n.id, k.id, 'dirty', now(), now() + interval '3 seconds'
    FROM (SELECT DISTINCT CASE e.subject WHEN 'ticket' THEN e.subject_id ELSE t.ticket_id END AS id
          FROM told e LEFT JOIN contact t ON e.subject = 'contact' AND t.id = e.subject_id) w
      JOIN ticket k ON k.id = w.id
      JOIN account a ON a.id = k.account_id AND NOT a.simulated
      JOIN connector n ON n.state <> 'removed'
    ORDER BY n.id, k.id
    ON CONFLICT (connector_id, ticket_id) DO UPDATE SET marks = d.marks + 1,
      state = CASE d.state WHEN 'synced' THEN 'dirty' ELSE d.state END,
      dirty_since = coalesce(d.dirty_since, excluded.dirty_since),
      due_at = CASE d.state WHEN 'synced' THEN excluded.due_at ELSE d.due_at END
    WHERE d.state IN ('synced', 'sending');
    RETURN NULL;
  END $$`,
  /* sql */ `
  CREATE TRIGGER event_marks_deliveries AFTER INSERT ON event REFERENCING NEW TABLE AS told
    FOR EACH STATEMENT EXECUTE FUNCTION mark_deliveries()`,
];

/** Logging tickets to CRMs. */
export class Record1764700000000 implements MigrationInterface {
  readonly name = "Record1764700000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TRIGGER event_marks_deliveries ON event");
    await runner.query("DROP FUNCTION mark_deliveries");
    await runner.query("DROP TABLE delivery");
    await runner.query("DROP TABLE connector");
    await runner.query(`
      CREATE TABLE delivery (
        connector   text NOT NULL,
        ticket_id   uuid NOT NULL CONSTRAINT delivery_ticket_fkey REFERENCES ticket (id),
        state       text NOT NULL CONSTRAINT delivery_state_check CHECK (state IN ('dirty', 'sending', 'synced', 'parked', 'dead')),
        external_id text,
        attempts    smallint NOT NULL DEFAULT 0,
        due_at      timestamptz(3),
        lease_until timestamptz(3),
        code        text,
        CONSTRAINT delivery_pkey PRIMARY KEY (connector, ticket_id)
      )`);
    await runner.query("CREATE INDEX delivery_due ON delivery (due_at) WHERE state IN ('dirty', 'sending')");
  }
}
