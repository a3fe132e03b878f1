import type { MigrationInterface, QueryRunner } from "typeorm";

/** Pictures that answers may be of: all other media are somebody's messages. */
export class Picture1765200052000 implements MigrationInterface {
  readonly name = "Picture1765200052000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE knowledge_picture (
        media_id uuid CONSTRAINT knowledge_picture_pkey PRIMARY KEY
          CONSTRAINT knowledge_picture_media_fkey REFERENCES media (id),
        at       timestamptz(3) NOT NULL,
        by       text NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE knowledge_picture");
  }
}
