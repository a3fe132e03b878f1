import type { MigrationInterface, QueryRunner } from "typeorm";

const statements = [
  /* sql */ `
  -- A second person is asked about a contact: a colleague, or, where nobody is named, whichever leader sees it first.
  CREATE TABLE consultation (
    id              uuid CONSTRAINT consultation_pkey PRIMARY KEY,
    kind            text NOT NULL CONSTRAINT consultation_kind_check CHECK (kind IN ('consult', 'flag', 'invite')),
    contact_id      uuid NOT NULL,
    conversation_id uuid NOT NULL,
    by_id           uuid NOT NULL CONSTRAINT consultation_by_fkey REFERENCES staff (id),
    asked_id        uuid CONSTRAINT consultation_asked_fkey REFERENCES staff (id),
    -- Why a leader is wanted.
    reason          text,
    -- Numbers of the notes that ask and answer.
    note_seq        integer,
    answer_seq      integer,
    at              timestamptz(3) NOT NULL,
    ended_at        timestamptz(3),
    how             text CONSTRAINT consultation_how_check
      CHECK (how IN ('answered', 'declined', 'withdrawn', 'joined', 'over')),
    -- When who asked had seen how it ended.
    told_at         timestamptz(3),
    CONSTRAINT consultation_ended_check CHECK ((ended_at IS NULL) = (how IS NULL)),
    CONSTRAINT consultation_told_check CHECK (told_at IS NULL OR ended_at IS NOT NULL)
  )`,
  // Nobody is asked twice about one contact; of leaders one is.
  /* sql */ `
  CREATE UNIQUE INDEX consultation_open ON consultation
    (contact_id, (CASE WHEN kind <> 'flag' THEN kind || asked_id::text ELSE kind END)) WHERE ended_at IS NULL`,
  /* sql */ `CREATE INDEX consultation_asked ON consultation (asked_id) WHERE ended_at IS NULL`,
  /* sql */ `CREATE INDEX consultation_by ON consultation (by_id) WHERE told_at IS NULL`,
];

/** A second person in a contact. */
export class Consultation1765100030000 implements MigrationInterface {
  readonly name = "Consultation1765100030000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE consultation");
  }
}
