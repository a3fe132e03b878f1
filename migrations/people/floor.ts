/** Queue groups, queues and seats: what the floor is made of. */
export const floor = [
  /* sql */ `
  -- A site whose queues and agents are seated together.
  CREATE TABLE queue_group (
    id         uuid CONSTRAINT queue_group_pkey PRIMARY KEY,
    name       text NOT NULL CONSTRAINT queue_group_name_key UNIQUE,
    created_at timestamptz(3) NOT NULL
  )`,

  /* sql */ `
  CREATE TABLE queue (
    id         uuid CONSTRAINT queue_pkey PRIMARY KEY,
    group_id   uuid NOT NULL CONSTRAINT queue_group_fkey REFERENCES queue_group (id),
    key        text NOT NULL CONSTRAINT queue_key_key UNIQUE,
    name       text NOT NULL,
    -- What differs from the defaults (core/queue).
    policy     jsonb NOT NULL DEFAULT '{}',
    state      text NOT NULL DEFAULT 'active',
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT queue_state_check CHECK (state IN ('active', 'closed'))
  )`,

  /* sql */ `
  CREATE TABLE queue_member (
    queue_id uuid CONSTRAINT queue_member_queue_fkey REFERENCES queue (id),
    staff_id uuid CONSTRAINT queue_member_staff_fkey REFERENCES staff (id),
    -- 0 is asked first.
    level    smallint NOT NULL DEFAULT 0,
    CONSTRAINT queue_member_pkey PRIMARY KEY (queue_id, staff_id),
    CONSTRAINT queue_member_level_check CHECK (level BETWEEN 0 AND 9)
  )`,
  /* sql */ `CREATE INDEX queue_member_staff ON queue_member (staff_id)`,

  /* sql */ `
  CREATE TABLE seat (
    id       uuid CONSTRAINT seat_pkey PRIMARY KEY,
    number   text NOT NULL CONSTRAINT seat_number_key UNIQUE,
    group_id uuid NOT NULL CONSTRAINT seat_group_fkey REFERENCES queue_group (id),
    state    text NOT NULL DEFAULT 'active',
    CONSTRAINT seat_number_check CHECK (length(number) BETWEEN 1 AND 16),
    CONSTRAINT seat_state_check CHECK (state IN ('active', 'retired'))
  )`,

  /* sql */ `
  -- Where a fan of this account waits for a person.
  ALTER TABLE account ADD COLUMN queue_id uuid CONSTRAINT account_queue_fkey REFERENCES queue (id)`,
];
