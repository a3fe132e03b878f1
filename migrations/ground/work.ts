/** Conversations, the requests for help inside them, and the tickets that outlive these. */
export const work = [
  /* sql */ `
  -- The thread with one identity on one surface. seq is the number of its last message and the guard of every
  -- write; it stays out of all indexes, so that an update touches the row alone (HOT).
  CREATE TABLE conversation (
    id          uuid CONSTRAINT conversation_pkey PRIMARY KEY,
    account_id  uuid NOT NULL,
    identity_id uuid NOT NULL,
    surface     surface NOT NULL,
    thread_key  text NOT NULL DEFAULT '',
    seq         integer NOT NULL DEFAULT 0,
    created_at  timestamptz(3) NOT NULL,
    last_in_at  timestamptz(3) NOT NULL,
    CONSTRAINT conversation_thread_key UNIQUE (identity_id, account_id, surface, thread_key)
  ) WITH (fillfactor = 80)`,

  /* sql */ `
  CREATE TABLE ticket (
    id         uuid CONSTRAINT ticket_pkey PRIMARY KEY,
    -- What people say to each other: GD-1024. Gaps mean nothing.
    number     bigint GENERATED ALWAYS AS IDENTITY (START 1001) CONSTRAINT ticket_number_key UNIQUE,
    account_id uuid NOT NULL,
    state      ticket_state NOT NULL,
    event_seq  integer NOT NULL DEFAULT 0,
    opened_at  timestamptz(3) NOT NULL,
    closed_at  timestamptz(3),
    CONSTRAINT ticket_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL))
  )`,

  /* sql */ `
  -- One request for help (seats section 1.3). Written only under its conversation's row lock, and always with
  -- the event_seq that was read: every change is an event. The row is a fold of the contact's events.
  CREATE TABLE contact (
    id                uuid CONSTRAINT contact_pkey PRIMARY KEY,
    conversation_id   uuid NOT NULL,
    account_id        uuid NOT NULL,
    ticket_id         uuid NOT NULL,
    parent_contact_id uuid,
    state             contact_state NOT NULL,
    owner_id          uuid,
    event_seq         integer NOT NULL,
    -- What the bot must remember until the next message: the list it asked about, misses in a row, its last answer.
    asked             uuid[],
    misses            smallint NOT NULL DEFAULT 0,
    last_entry_id     uuid,
    queue_reason      text,
    created_at        timestamptz(3) NOT NULL,
    enqueued_at       timestamptz(3),
    ended_at          timestamptz(3),
    resolution        text,
    -- When the next timer of this contact is to be looked at. Set rarely: a lively bot contact is asked again then.
    due_at            timestamptz(3),
    CONSTRAINT contact_ended_check CHECK ((state IN ('closed', 'abandoned', 'refused')) = (ended_at IS NOT NULL)),
    CONSTRAINT contact_queued_check CHECK (state <> 'queued' OR enqueued_at IS NOT NULL),
    CONSTRAINT contact_owner_check CHECK (state NOT IN ('bot', 'queued') OR owner_id IS NULL)
  ) WITH (fillfactor = 80)`,
  /* sql */ `
  -- At most one open contact per conversation.
  CREATE UNIQUE INDEX contact_open ON contact (conversation_id) WHERE state NOT IN ('closed', 'abandoned', 'refused')`,
  /* sql */ `CREATE INDEX contact_due ON contact (due_at) WHERE due_at IS NOT NULL`,
  /* sql */ `CREATE INDEX contact_queued ON contact (enqueued_at) WHERE state = 'queued'`,
  /* sql */ `CREATE INDEX contact_ticket ON contact (ticket_id)`,
];
