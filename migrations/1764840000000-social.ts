import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `ALTER TYPE event_subject ADD VALUE 'social_thread'`,

  /* sql */ `
  -- All that hangs on one root post, and the one clock that runs for it (core/social/thread.ts). version: how many
  -- events it has. first_*: of its first clock; posted_at, detected_at, due_at are those of the clock that runs.
  CREATE TABLE social_thread (
    id                uuid CONSTRAINT social_thread_pkey PRIMARY KEY,
    account_id        uuid NOT NULL CONSTRAINT social_thread_account_fkey REFERENCES account (id),
    root_mid          text NOT NULL,
    state             text NOT NULL CONSTRAINT social_thread_state_check
                      CHECK (state IN ('waiting', 'answered', 'dismissed', 'counted')),
    class             text NOT NULL,
    risk              smallint NOT NULL,
    asked_mid         text NOT NULL,
    posted_at         timestamptz(3) NOT NULL,
    detected_at       timestamptz(3) NOT NULL,
    clock             text NOT NULL CONSTRAINT social_thread_clock_check CHECK (clock IN ('first', 'next')),
    due_at            timestamptz(3) NOT NULL,
    first_posted_at   timestamptz(3) NOT NULL,
    first_detected_at timestamptz(3) NOT NULL,
    answered_at       timestamptz(3),
    spread            integer NOT NULL DEFAULT 0,
    taken_by          uuid,
    dismissal         text,
    dismissed_by      uuid,
    dismissed_at      timestamptz(3),
    version           integer NOT NULL DEFAULT 1,
    CONSTRAINT social_thread_root_key UNIQUE (account_id, root_mid),
    CONSTRAINT social_thread_dismissed_check CHECK ((state = 'dismissed') = (dismissal IS NOT NULL))
  )`,
  /* sql */ `CREATE INDEX social_thread_list ON social_thread (state, due_at, id)`,

  /* sql */ `
  -- What somebody wrote in public. Whatever door it came through: once.
  CREATE TABLE social_item (
    account_id  uuid NOT NULL,
    mid         text NOT NULL,
    thread_id   uuid NOT NULL CONSTRAINT social_item_thread_fkey REFERENCES social_thread (id),
    kind        text NOT NULL CONSTRAINT social_item_kind_check CHECK (kind IN ('post', 'mention', 'comment', 'repost')),
    root_mid    text NOT NULL,
    post_mid    text NOT NULL,
    parent_mid  text,
    author_id   text NOT NULL,
    author      jsonb NOT NULL,
    text        text NOT NULL,
    posted_at   timestamptz(3) NOT NULL,
    detected_at timestamptz(3) NOT NULL,
    door        text NOT NULL CONSTRAINT social_item_door_check CHECK (door IN ('poll', 'push', 'import', 'file', 'link')),
    class       text NOT NULL,
    reasons     jsonb NOT NULL,
    risk        smallint NOT NULL,
    -- Of its own words: who writes the same, copies.
    copy_digest bytea,
    reposts     integer,
    comments    integer,
    likes       integer,
    gone_at     timestamptz(3),
    CONSTRAINT social_item_pkey PRIMARY KEY (account_id, mid)
  )`,
  /* sql */ `CREATE INDEX social_item_thread ON social_item (thread_id, posted_at)`,
  /* sql */ `CREATE INDEX social_item_copy ON social_item (account_id, copy_digest, posted_at) WHERE copy_digest IS NOT NULL`,
  /* sql */ `CREATE INDEX social_item_detected ON social_item (account_id, detected_at)`,

  /* sql */ `
  -- What we say in public. draft: waits for a second pair of eyes. elsewhere: written on the platform's own page.
  CREATE TABLE social_answer (
    id           uuid CONSTRAINT social_answer_pkey PRIMARY KEY,
    account_id   uuid NOT NULL,
    thread_id    uuid NOT NULL CONSTRAINT social_answer_thread_fkey REFERENCES social_thread (id),
    item_mid     text NOT NULL,
    post_mid     text NOT NULL,
    comment_mid  text,
    text         text NOT NULL,
    text_digest  bytea NOT NULL,
    state        text NOT NULL CONSTRAINT social_answer_state_check CHECK (state IN
                 ('draft', 'refused', 'queued', 'sending', 'accepted', 'rejected', 'unknown', 'removed')),
    elsewhere    boolean NOT NULL DEFAULT false,
    staff_id     uuid,
    needs        text[] NOT NULL DEFAULT '{}',
    decided_by   uuid,
    risk         smallint NOT NULL,
    due_at       timestamptz(3) NOT NULL,
    at           timestamptz(3) NOT NULL,
    try_at       timestamptz(3),
    sent_at      timestamptz(3),
    lease_until  timestamptz(3),
    attempts     smallint NOT NULL DEFAULT 0,
    code         text,
    external_id  text,
    removed_by   uuid,
    removed_at   timestamptz(3),
    remove_reason text,
    CONSTRAINT social_answer_lease_check CHECK ((state = 'sending') = (lease_until IS NOT NULL)),
    CONSTRAINT social_answer_removed_check CHECK ((state = 'removed') = (removed_at IS NOT NULL))
  )`,
  /* sql */ `CREATE INDEX social_answer_thread ON social_answer (thread_id, at)`,
  /* sql */ `CREATE INDEX social_answer_open ON social_answer (account_id, state) WHERE state IN ('draft', 'queued', 'sending', 'unknown')`,
  /* sql */ `CREATE INDEX social_answer_sent ON social_answer (account_id, sent_at) WHERE sent_at IS NOT NULL`,

  /* sql */ `
  -- How far an account's lists are read, what of its calls is spent, and who of all nodes looks.
  CREATE TABLE social_poll (
    account_id  uuid CONSTRAINT social_poll_pkey PRIMARY KEY CONSTRAINT social_poll_account_fkey REFERENCES account (id),
    cursors     jsonb NOT NULL DEFAULT '{}',
    next_at     timestamptz(3) NOT NULL,
    lease_until timestamptz(3),
    day_at      timestamptz(3) NOT NULL,
    calls_today integer NOT NULL DEFAULT 0,
    hour_at     timestamptz(3) NOT NULL,
    calls_hour  integer NOT NULL DEFAULT 0,
    looked_at   timestamptz(3),
    code        text,
    -- The platform takes no answers before then.
    mute_until  timestamptz(3)
  )`,
];

/** What is said in public: items, their threads, our answers, and how far an account's lists are read. */
export class Social1764840000000 implements MigrationInterface {
  readonly name = "Social1764840000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["social_poll", "social_answer", "social_item", "social_thread"]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
