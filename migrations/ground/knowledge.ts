/** What the bot knows, and the numbers that people may turn. */
export const knowledge = [
  /* sql */ `
  CREATE TABLE faq_entry (
    id                uuid CONSTRAINT faq_entry_pkey PRIMARY KEY,
    account_id        uuid NOT NULL CONSTRAINT faq_entry_account_fkey REFERENCES account (id),
    key               text NOT NULL,
    -- Null: not published.
    published_version integer,
    created_at        timestamptz(3) NOT NULL,
    CONSTRAINT faq_entry_key_key UNIQUE (account_id, key)
  )`,
  /* sql */ `
  -- Never updated: what a fan was told can be read back for ever.
  CREATE TABLE faq_version (
    entry_id   uuid NOT NULL CONSTRAINT faq_version_entry_fkey REFERENCES faq_entry (id),
    version    integer NOT NULL CONSTRAINT faq_version_version_check CHECK (version > 0),
    title      text NOT NULL,
    phrasings  text[] NOT NULL,
    answer     jsonb NOT NULL,
    created_at timestamptz(3) NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT faq_version_pkey PRIMARY KEY (entry_id, version)
  )`,
  /* sql */ `
  ALTER TABLE faq_entry ADD CONSTRAINT faq_entry_published_fkey
    FOREIGN KEY (id, published_version) REFERENCES faq_version (entry_id, version) DEFERRABLE INITIALLY DEFERRED`,
  /* sql */ `
  CREATE TRIGGER faq_version_append_only BEFORE UPDATE OR DELETE ON faq_version FOR EACH ROW EXECUTE FUNCTION refuse_change()`,

  /* sql */ `
  -- A thread as its fan has read it.
  CREATE VIEW message_read AS
  SELECT m.conversation_id, m.seq, m.at, m.contact_id, m.author, coalesce(m.content, v.answer) AS content
  FROM message m LEFT JOIN faq_version v ON v.entry_id = m.entry_id AND v.version = m.entry_version`,

  /* sql */ `
  -- scope: 'all' or 'account:<id>'. Which keys exist, and their defaults: src/core/setting.
  CREATE TABLE setting (
    scope      text NOT NULL,
    key        text NOT NULL,
    value      jsonb NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz(3) NOT NULL,
    updated_by text NOT NULL,
    CONSTRAINT setting_pkey PRIMARY KEY (scope, key)
  )`,
];
