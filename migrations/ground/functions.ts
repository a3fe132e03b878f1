/**
 * What the tables below lean on. Lists of values are enums, not checks: PostgreSQL reads a check's text anew in
 * every statement that writes the table, which a small batch on the hot path would feel.
 */
export const functions = [
  /* sql */ `CREATE TYPE surface AS ENUM ('private', 'public')`,
  /* sql */ `CREATE TYPE ticket_state AS ENUM ('open', 'closed')`,
  /* sql */ `
  CREATE TYPE contact_state AS ENUM
    ('bot', 'queued', 'offered', 'active', 'wrapup', 'held', 'dormant', 'left_message', 'callback', 'transferring',
     'closed', 'abandoned', 'refused')`,
  /* sql */ `CREATE TYPE inbox_state AS ENUM ('stored', 'answered', 'waiting', 'ignored', 'dead')`,
  /* sql */ `CREATE TYPE message_author AS ENUM ('fan', 'bot', 'agent', 'system')`,
  /* sql */ `CREATE TYPE outbox_class AS ENUM ('faq', 'notice', 'agent')`,
  /* sql */ `
  CREATE TYPE outbox_state AS ENUM ('passive', 'queued', 'sending', 'accepted', 'rejected', 'unknown', 'expired')`,
  /* sql */ `CREATE TYPE event_subject AS ENUM ('contact', 'conversation', 'ticket')`,
  /* sql */ `CREATE DOMAIN external_id AS text CHECK (length(VALUE) BETWEEN 1 AND 128)`,

  /* sql */ `
  -- The guard at the end of a set-based write: false takes the whole statement back, so nothing is half done.
  CREATE FUNCTION must(holds boolean, what text) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    IF holds THEN RETURN true; END IF;
    RAISE EXCEPTION 'raced: %', what USING ERRCODE = 'P0409';
  END $$`,

  /* sql */ `
  CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'P0403';
  END $$`,

  /* sql */ `
  -- Makes the month's partition of a table, and does nothing where it is there already.
  CREATE FUNCTION ensure_month(parent text, month date) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    first date := date_trunc('month', month)::date;
    child text := parent || '_' || to_char(first, 'YYYY_MM');
  BEGIN
    IF to_regclass(child) IS NOT NULL THEN RETURN; END IF;
    -- Months are Beijing's, as people read reports; the bounds are fixed moments.
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent,
      first::text || ' 00:00:00+08', (first + interval '1 month')::date::text || ' 00:00:00+08');
  EXCEPTION WHEN duplicate_table THEN
    NULL; -- another node was quicker
  END $$`,
];
