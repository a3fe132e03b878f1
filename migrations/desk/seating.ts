/** An agent at a seat, and what the floor offers to her (seats sections 1.2, 2.6). */
export const seating = [
  /* sql */ `
  CREATE TYPE presence AS ENUM
    ('ready', 'not_ready', 'break', 'after_work', 'auto_away', 'logging_out', 'offline')`,
  /* sql */ `
  CREATE TYPE offer_outcome AS ENUM ('accepted', 'rejected', 'no_answer', 'withdrawn', 'agent_gone')`,
  /* sql */ `ALTER TYPE event_subject ADD VALUE 'agent_session'`,

  /* sql */ `
  -- An agent signed in on a seat. Work (offers, contacts, wrap-ups that run) gives used; a presence of "busy" is
  -- never stored. Written always with the version that was read; locked after its contact.
  CREATE TABLE agent_session (
    id            uuid CONSTRAINT agent_session_pkey PRIMARY KEY,
    staff_id      uuid NOT NULL CONSTRAINT agent_session_staff_fkey REFERENCES staff (id),
    seat_id       uuid NOT NULL CONSTRAINT agent_session_seat_fkey REFERENCES seat (id),
    presence      presence NOT NULL,
    reason        text,
    cause         text,
    state_since   timestamptz(3) NOT NULL,
    -- Longest idle first: the later of the last release, the last accept, ready since.
    idle_since    timestamptz(3) NOT NULL,
    capacity      smallint NOT NULL,
    used          smallint NOT NULL DEFAULT 0,
    no_answers    smallint NOT NULL DEFAULT 0,
    wrapups_owed  smallint NOT NULL DEFAULT 0,
    version       integer NOT NULL DEFAULT 1,
    signed_in_at  timestamptz(3) NOT NULL,
    beat_at       timestamptz(3) NOT NULL,
    signed_out_at timestamptz(3),
    CONSTRAINT agent_session_used_check CHECK (used >= 0),
    CONSTRAINT agent_session_out_check CHECK ((presence = 'offline') = (signed_out_at IS NOT NULL))
  ) WITH (fillfactor = 70)`,
  /* sql */ `
  CREATE UNIQUE INDEX agent_session_staff ON agent_session (staff_id) WHERE signed_out_at IS NULL`,
  /* sql */ `
  CREATE UNIQUE INDEX agent_session_seat ON agent_session (seat_id) WHERE signed_out_at IS NULL`,
  // Since when nobody of a queue is there.
  /* sql */ `CREATE INDEX agent_session_past ON agent_session (staff_id, signed_out_at)`,

  /* sql */ `
  -- An exclusive, timed invitation. At most one lives per contact.
  CREATE TABLE offer (
    id         uuid CONSTRAINT offer_pkey PRIMARY KEY,
    contact_id uuid NOT NULL,
    staff_id   uuid NOT NULL,
    session_id uuid NOT NULL CONSTRAINT offer_session_fkey REFERENCES agent_session (id),
    offered_at timestamptz(3) NOT NULL,
    until      timestamptz(3) NOT NULL,
    ended_at   timestamptz(3),
    outcome    offer_outcome,
    reason     text,
    CONSTRAINT offer_ended_check CHECK ((ended_at IS NULL) = (outcome IS NULL))
  )`,
  /* sql */ `CREATE UNIQUE INDEX offer_live ON offer (contact_id) WHERE ended_at IS NULL`,
  /* sql */ `CREATE INDEX offer_session ON offer (session_id, ended_at)`,
  /* sql */ `CREATE INDEX offer_contact ON offer (contact_id, offered_at)`,
];
