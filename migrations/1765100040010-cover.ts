import type { MigrationInterface, QueryRunner } from "typeorm";

/** 代管: an agent's open contact that colleagues may answer for as long as she is away. */
export class Cover1765100040010 implements MigrationInterface {
  readonly name = "Cover1765100040010";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE cover (
        id uuid CONSTRAINT cover_pkey PRIMARY KEY,
        contact_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        owner_id uuid NOT NULL,
        queue_id uuid NOT NULL,
        -- Whose alone it is; null: everybody's of the queue.
        partner_id uuid,
        cause text NOT NULL CONSTRAINT cover_cause_check CHECK (cause IN ('call', 'break', 'away')),
        -- The conversation's last message as it began.
        seq int NOT NULL,
        at timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        -- When its owner knew what was said meanwhile.
        known_at timestamptz(3)
      )`);
    await runner.query(
      /* sql */ `CREATE UNIQUE INDEX cover_open ON cover (contact_id) WHERE ended_at IS NULL`,
    );
    await runner.query(
      /* sql */ `CREATE INDEX cover_unknown ON cover (owner_id) WHERE ended_at IS NOT NULL AND known_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE cover");
  }
}
