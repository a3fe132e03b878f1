/** What is left after a talk: why the fan came, what came of it, what is still to be done. */
export const wrapping = [
  /* sql */ `
  -- 咨询分类: a tree. Deactivated, never deleted: old wrap-ups name it.
  CREATE TABLE reason (
    id         uuid CONSTRAINT reason_pkey PRIMARY KEY,
    parent_id  uuid CONSTRAINT reason_parent_fkey REFERENCES reason (id),
    key        text NOT NULL CONSTRAINT reason_key_key UNIQUE,
    name       text NOT NULL,
    name_en    text,
    position   smallint NOT NULL,
    active     boolean NOT NULL DEFAULT true,
    version    integer NOT NULL DEFAULT 1
  )`,

  /* sql */ `CREATE TYPE wrap_up_outcome AS ENUM ('solved', 'unsolved', 'sold', 'saved', 'refunded', 'lost')`,
  /* sql */ `
  -- 会话小结, one per contact.
  CREATE TABLE wrap_up (
    contact_id   uuid CONSTRAINT wrap_up_pkey PRIMARY KEY,
    reason_id    uuid CONSTRAINT wrap_up_reason_fkey REFERENCES reason (id),
    outcome      wrap_up_outcome,
    next_step    text,
    next_due_at  timestamptz(3),
    note         text,
    filled_by    uuid NOT NULL,
    filled_at    timestamptz(3) NOT NULL,
    took_ms      integer
  )`,
  /* sql */ `CREATE INDEX wrap_up_due ON wrap_up (next_due_at) WHERE next_due_at IS NOT NULL`,

  /* sql */ `
  -- 快捷语: of everybody, of a queue, of one person.
  CREATE TABLE canned (
    id         uuid CONSTRAINT canned_pkey PRIMARY KEY,
    queue_id   uuid CONSTRAINT canned_queue_fkey REFERENCES queue (id),
    staff_id   uuid CONSTRAINT canned_staff_fkey REFERENCES staff (id),
    code       text NOT NULL,
    title      text NOT NULL,
    body       text NOT NULL,
    -- First letters of the title's pinyin: tk finds 退款.
    initials   text NOT NULL,
    position   integer NOT NULL,
    active     boolean NOT NULL DEFAULT true,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT canned_scope_check CHECK (queue_id IS NULL OR staff_id IS NULL)
  )`,

  /* sql */ `
  ALTER TABLE ticket
    ADD COLUMN title       text,
    ADD COLUMN reason_id   uuid CONSTRAINT ticket_reason_fkey REFERENCES reason (id),
    ADD COLUMN priority    smallint NOT NULL DEFAULT 2,
    ADD COLUMN assignee_id uuid,
    ADD COLUMN due_at      timestamptz(3),
    ADD COLUMN note        text,
    ADD COLUMN version     integer NOT NULL DEFAULT 1,
    ADD CONSTRAINT ticket_priority_check CHECK (priority BETWEEN 1 AND 3)`,
  /* sql */ `CREATE INDEX ticket_due ON ticket (due_at) WHERE state = 'open' AND due_at IS NOT NULL`,
];
