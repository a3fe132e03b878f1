/** Sessions, links and limits. Tokens are never here, only their SHA-256: a copy of the tables opens no door. */
export const signingIn = [
  /* sql */ `
  CREATE TABLE staff_session (
    id         bytea CONSTRAINT staff_session_pkey PRIMARY KEY,
    staff_id   uuid NOT NULL CONSTRAINT staff_session_staff_fkey REFERENCES staff (id),
    created_at timestamptz(3) NOT NULL,
    -- Moved at most once a minute.
    seen_at    timestamptz(3) NOT NULL,
    ended_at   timestamptz(3),
    ended_why  text,
    address    text NOT NULL,
    agent      text NOT NULL,
    CONSTRAINT staff_session_id_check CHECK (length(id) = 32),
    CONSTRAINT staff_session_agent_check CHECK (length(agent) <= 200),
    CONSTRAINT staff_session_ended_check CHECK ((ended_at IS NULL) = (ended_why IS NULL))
  )`,
  /* sql */ `CREATE INDEX staff_session_live ON staff_session (staff_id) WHERE ended_at IS NULL`,

  /* sql */ `
  -- A link that lets one person choose a password, once.
  CREATE TABLE setup_link (
    token_hash bytea CONSTRAINT setup_link_pkey PRIMARY KEY,
    purpose    text NOT NULL,
    staff_id   uuid CONSTRAINT setup_link_staff_fkey REFERENCES staff (id),
    created_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    used_at    timestamptz(3),
    CONSTRAINT setup_link_purpose_check CHECK (purpose IN ('first_admin', 'invite', 'reset')),
    CONSTRAINT setup_link_staff_check CHECK ((purpose = 'first_admin') = (staff_id IS NULL))
  )`,
  /* sql */ `CREATE INDEX setup_link_unused ON setup_link (staff_id) WHERE used_at IS NULL`,

  /* sql */ `
  -- Failed tries to sign in, by a hash of the login or of the address, since the window began.
  CREATE TABLE sign_in_limit (
    key      bytea CONSTRAINT sign_in_limit_pkey PRIMARY KEY,
    failures integer NOT NULL,
    since    timestamptz(3) NOT NULL
  )`,

  /* sql */ `
  -- What an action was answered, so that the same key is answered the same. Purged after a day.
  CREATE TABLE idempotency (
    staff_id     uuid,
    key          text,
    request_hash bytea NOT NULL,
    answer       jsonb,
    at           timestamptz(3) NOT NULL,
    CONSTRAINT idempotency_pkey PRIMARY KEY (staff_id, key),
    CONSTRAINT idempotency_key_check CHECK (length(key) BETWEEN 1 AND 64)
  )`,
  /* sql */ `CREATE INDEX idempotency_at ON idempotency (at)`,
];
