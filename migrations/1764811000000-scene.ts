import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Codes with a scene, what each decides, and by which scene a fan came last. The columns of a conversation are empty
 * for all who came by none: the hot path pays for those who did. Scans are counted in the events.
 */
export class Scene1764811000000 implements MigrationInterface {
  readonly name = "Scene1764811000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE scene_code (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        scene text NOT NULL,
        name text NOT NULL,
        -- Of a temporary one, in ms.
        lives_ms bigint,
        queue_id uuid REFERENCES queue (id),
        lane text NOT NULL CHECK (lane IN ('purchase', 'service', 'complaint', 'other')),
        at_once boolean NOT NULL DEFAULT false,
        welcome text,
        entry_key text,
        state text NOT NULL CHECK (state IN ('making', 'ready', 'failed', 'archived')),
        code text,
        url text,
        expires_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1,
        UNIQUE (account_id, scene)
      );
      ALTER TABLE conversation ADD COLUMN scene_id uuid, ADD COLUMN scene_at timestamptz(3);
      CREATE INDEX event_scene ON event ((data ->> 'scene'), code) WHERE data ? 'scene'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      DROP INDEX event_scene;
      ALTER TABLE conversation DROP COLUMN scene_at, DROP COLUMN scene_id;
      DROP TABLE scene_code`);
  }
}
