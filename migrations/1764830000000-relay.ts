import type { MigrationInterface, QueryRunner } from "typeorm";

/** An account beside the system that it had before: how far it has gone over, what was said there, how it fares. */
export class Relay1764830000000 implements MigrationInterface {
  readonly name = "Relay1764830000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE relay (
        account_id uuid PRIMARY KEY REFERENCES account(id),
        mode text NOT NULL CHECK (mode IN ('shadow', 'canary', 'full', 'rolled_back')),
        share numeric(5,2) CHECK (share BETWEEN 0 AND 100),
        hash_key text NOT NULL CHECK (hash_key ~ '^[0-9a-f]{16}$'),
        downstreams jsonb NOT NULL DEFAULT '[]',
        answer_ms int NOT NULL CHECK (answer_ms BETWEEN 500 AND 4500),
        allowed text[] NOT NULL DEFAULT '{}',
        rules jsonb NOT NULL DEFAULT '[]',
        version int NOT NULL DEFAULT 1,
        changed_at timestamptz(3) NOT NULL,
        CHECK ((mode = 'canary') = (share IS NOT NULL))
      );
      -- Of the inbox's row with this key; words, and gone after seven days like those.
      CREATE TABLE relay_exchange (
        key uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        answerer text NOT NULL,
        why text NOT NULL,
        ours jsonb,
        ours_rule text NOT NULL,
        status smallint,
        content_type text,
        body bytea,
        theirs text,
        failure text,
        took_ms int NOT NULL,
        comparison text NOT NULL
      );
      CREATE INDEX relay_exchange_at ON relay_exchange (account_id, at DESC, key);
      CREATE TABLE relay_minute (
        account_id uuid NOT NULL,
        minute timestamptz(3) NOT NULL,
        node uuid NOT NULL,
        ours int NOT NULL,
        theirs int NOT NULL,
        failures int NOT NULL,
        took int[] NOT NULL,
        PRIMARY KEY (account_id, minute, node)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE relay_minute; DROP TABLE relay_exchange; DROP TABLE relay");
  }
}
