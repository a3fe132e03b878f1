import type { MigrationInterface, QueryRunner } from "typeorm";

/** An account's access token given to the brand's other systems: by which key, to which addresses, who has come. */
export class TokenShare1764931000000 implements MigrationInterface {
  readonly name = "TokenShare1764931000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE token_share (
        account_id uuid CONSTRAINT token_share_pkey PRIMARY KEY
          CONSTRAINT token_share_account_fkey REFERENCES account (id),
        key_hash bytea NOT NULL CONSTRAINT token_share_hash_check CHECK (length(key_hash) = 32),
        -- Empty: any.
        addresses text[] NOT NULL,
        at timestamptz(3) NOT NULL,
        by text NOT NULL,
        version int NOT NULL DEFAULT 1
      );
      CREATE TABLE token_reader (
        account_id uuid NOT NULL,
        address text NOT NULL,
        minute timestamptz(3) NOT NULL,
        -- Within that minute.
        count int NOT NULL,
        -- When the token ends that it was given last.
        lent_until timestamptz(3),
        at timestamptz(3) NOT NULL,
        CONSTRAINT token_reader_pkey PRIMARY KEY (account_id, address)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE token_reader, token_share");
  }
}
