/** The append-only records: what happened, who did it, what the CRM still has to hear. Ids and codes only. */
export const journal = [
  /* sql */ `
  CREATE TABLE event (
    subject    event_subject NOT NULL,
    subject_id uuid NOT NULL,
    seq        integer NOT NULL,
    at         timestamptz(3) NOT NULL,
    actor      text NOT NULL,
    code       text NOT NULL,
    data       jsonb NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (subject_id, seq, at) WITH (fillfactor = 70)
  ) PARTITION BY RANGE (at)`,
  /* sql */ `
  CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change()`,

  /* sql */ `
  CREATE TABLE audit (
    id         uuid CONSTRAINT audit_pkey PRIMARY KEY,
    at         timestamptz(3) NOT NULL,
    actor      text NOT NULL,
    action     text NOT NULL,
    subject    text NOT NULL,
    subject_id text NOT NULL,
    data       jsonb NOT NULL
  )`,
  /* sql */ `
  CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  /* sql */ `
  CREATE TRIGGER audit_keeps BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  /* sql */ `CREATE INDEX audit_subject ON audit (subject, subject_id, at)`,

  /* sql */ `
  -- One row per CRM connector and ticket, made dirty in the transaction of the ticket's event.
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
  )`,
  /* sql */ `CREATE INDEX delivery_due ON delivery (due_at) WHERE state IN ('dirty', 'sending')`,
];
