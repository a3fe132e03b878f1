/** What a contact, a conversation and a message carry once a person serves. */
export const serving = [
  /* sql */ `
  ALTER TABLE contact
    ADD COLUMN queue_id      uuid,
    -- Who should get it again: the agent of the contact that it reopens.
    ADD COLUMN prefer_id     uuid,
    ADD COLUMN session_id    uuid,
    ADD COLUMN offer_id      uuid,
    ADD COLUMN offered_to    uuid,
    -- The bot's pause for a fan who writes in pieces: number and moment of the first piece.
    ADD COLUMN turn_seq      integer,
    ADD COLUMN turn_at       timestamptz(3),
    -- Since when the fan waits for a word of ours.
    ADD COLUMN waiting_since timestamptz(3),
    ADD COLUMN promised_at   timestamptz(3),
    ADD COLUMN accepted_at   timestamptz(3),
    ADD COLUMN first_reply_at timestamptz(3),
    ADD COLUMN talk_ended_at timestamptz(3),
    ADD COLUMN talk_ended_by text,
    ADD COLUMN owed_since    timestamptz(3)`,
  /* sql */ `DROP INDEX contact_open`,
  /* sql */ `
  -- At most one open contact per conversation. At wrap-up the talk has ended: a fan who writes then asks anew.
  CREATE UNIQUE INDEX contact_open ON contact (conversation_id)
    WHERE state NOT IN ('wrapup', 'closed', 'abandoned', 'refused')`,
  /* sql */ `ALTER TABLE contact DROP CONSTRAINT contact_owner_check`,
  /* sql */ `
  ALTER TABLE contact ADD CONSTRAINT contact_owner_check CHECK (CASE
    WHEN state IN ('bot', 'queued', 'offered', 'left_message') THEN owner_id IS NULL
    WHEN state IN ('active', 'wrapup') THEN owner_id IS NOT NULL
    ELSE true END)`,
  /* sql */ `
  ALTER TABLE contact ADD CONSTRAINT contact_offered_check CHECK ((state = 'offered') = (offer_id IS NOT NULL))`,
  /* sql */ `
  CREATE INDEX contact_owner ON contact (owner_id) WHERE state IN ('active', 'wrapup')`,
  /* sql */ `CREATE INDEX contact_offered ON contact (offered_to) WHERE state = 'offered'`,
  /* sql */ `CREATE INDEX contact_left ON contact (queue_id, enqueued_at) WHERE state = 'left_message'`,
  /* sql */ `CREATE INDEX contact_conversation ON contact (conversation_id, created_at)`,

  /* sql */ `
  -- The last talk with a person: a fan who comes back within the reopen window is no stranger.
  ALTER TABLE conversation
    ADD COLUMN served_contact_id uuid,
    ADD COLUMN served_by         uuid,
    ADD COLUMN served_at         timestamptz(3)`,

  /* sql */ `
  ALTER TABLE message
    ADD COLUMN staff_id uuid,
    -- A note among colleagues: never in the outbox.
    ADD COLUMN internal boolean`,
  /* sql */ `DROP VIEW message_read`,
  /* sql */ `
  CREATE VIEW message_read AS
  SELECT m.conversation_id, m.seq, m.at, m.contact_id, m.author, m.staff_id, coalesce(m.internal, false) AS internal,
    coalesce(m.content, v.answer) AS content
  FROM message m LEFT JOIN faq_version v ON v.entry_id = m.entry_id AND v.version = m.entry_version`,

  /* sql */ `
  -- Pictures and files that we hold; the bytes lie in the media store under this id.
  CREATE TABLE media (
    id         uuid CONSTRAINT media_pkey PRIMARY KEY,
    type       text NOT NULL,
    bytes      integer NOT NULL,
    sha256     bytea NOT NULL,
    name       text,
    created_at timestamptz(3) NOT NULL,
    created_by uuid
  )`,
];
