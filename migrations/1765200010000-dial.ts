import type { MigrationInterface, QueryRunner } from "typeorm";

/** Click-to-call: orders to telephone systems to ring an agent, then a customer. */
export class Dial1765200010000 implements MigrationInterface {
  readonly name = "Dial1765200010000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE dial (
        id uuid CONSTRAINT dial_pkey PRIMARY KEY,
        system_id uuid NOT NULL CONSTRAINT dial_system_fkey REFERENCES cti_system (id),
        contact_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        staff_id uuid NOT NULL,
        seat text NOT NULL,
        -- What was typed, until the system has it or it is too late; masked and hashed for good.
        number text,
        masked text,
        number_hash bytea,
        -- The system's own id of a call by which it knows the number.
        known_call text,
        state text NOT NULL DEFAULT 'due'
          CONSTRAINT dial_state_check CHECK (state IN ('due', 'sending', 'taken', 'called', 'failed')),
        code text,
        failures int NOT NULL DEFAULT 0,
        claims int NOT NULL DEFAULT 0,
        due_at timestamptz(3),
        lease_until timestamptz(3),
        taken_at timestamptz(3),
        at timestamptz(3) NOT NULL,
        call_id uuid,
        CONSTRAINT dial_number_check CHECK (number IS NULL OR state IN ('due', 'sending'))
      )`);
    // One at a time: a second click finds the first one's.
    await runner.query(
      /* sql */ `CREATE UNIQUE INDEX dial_open ON dial (staff_id) WHERE state IN ('due', 'sending', 'taken')`,
    );
    await runner.query(
      /* sql */ `CREATE INDEX dial_under_way ON dial (state, at) WHERE state IN ('due', 'sending', 'taken')`,
    );
    await runner.query(/* sql */ `CREATE INDEX dial_of_staff ON dial (staff_id, at)`);
    await runner.query(/* sql */ `CREATE INDEX dial_of_conversation ON dial (conversation_id)`);
    await runner.query(/* sql */ `CREATE UNIQUE INDEX dial_call ON dial (call_id) WHERE call_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE dial");
  }
}
