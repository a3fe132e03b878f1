import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Who the fans are by their platform's word, their labels, and what the platform is to change of them. Nothing here is
 * written by a webhook. `due_at`: when it is to be asked next; while it is asked, until when nobody else does.
 */
export class Fan1764810000000 implements MigrationInterface {
  readonly name = "Fan1764810000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE fan_profile (
        identity_id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        follows boolean,
        followed_at timestamptz(3),
        language text,
        remark text,
        labels text[] NOT NULL DEFAULT '{}',
        source text,
        scene text,
        union_id text,
        blocked_at timestamptz(3),
        asked_at timestamptz(3),
        due_at timestamptz(3),
        tries smallint NOT NULL DEFAULT 0,
        code text
      );
      CREATE INDEX fan_profile_due ON fan_profile (account_id, due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX fan_profile_union ON fan_profile (union_id) WHERE union_id IS NOT NULL;

      CREATE TABLE fan_account (
        account_id uuid PRIMARY KEY,
        -- Fans with smaller ids have their profile's row.
        swept uuid,
        labels_due_at timestamptz(3)
      );

      CREATE TABLE fan_label (
        account_id uuid NOT NULL,
        external_id text NOT NULL,
        name text NOT NULL,
        fans int,
        PRIMARY KEY (account_id, external_id)
      );

      CREATE TABLE fan_change (
        id uuid PRIMARY KEY,
        identity_id uuid NOT NULL,
        account_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('label', 'unlabel', 'remark', 'block', 'unblock')),
        value text,
        reason text,
        state text NOT NULL CHECK (state IN ('waiting', 'done', 'refused', 'replaced')),
        code text,
        tries smallint NOT NULL DEFAULT 0,
        at timestamptz(3) NOT NULL,
        by text NOT NULL,
        due_at timestamptz(3),
        settled_at timestamptz(3),
        CONSTRAINT fan_change_due_check CHECK ((state = 'waiting') = (due_at IS NOT NULL))
      );
      CREATE INDEX fan_change_due ON fan_change (account_id, due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX fan_change_identity ON fan_change (identity_id, at);

      CREATE INDEX identity_merge_identity ON identity_merge (identity_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      DROP INDEX identity_merge_identity;
      DROP TABLE fan_change, fan_label, fan_account, fan_profile`);
  }
}
