import type { MigrationInterface, QueryRunner } from "typeorm";

/** Words by which the house knows a matter. One that is taken out stays: decisions name it. */
export class LaneWord1765300310000 implements MigrationInterface {
  readonly name = "LaneWord1765300310000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      CREATE TABLE lane_word (
        id         uuid CONSTRAINT lane_word_pkey PRIMARY KEY,
        lane       contact_lane NOT NULL,
        -- Which danger it tells, as that decides what is said at once.
        rule       text,
        word       text NOT NULL,
        added_at   timestamptz(3) NOT NULL,
        added_by   text NOT NULL,
        removed_at timestamptz(3),
        removed_by text,
        CONSTRAINT lane_word_rule_check CHECK ((rule IS NOT NULL) = (lane = 'risk')),
        CONSTRAINT lane_word_removed_check CHECK ((removed_at IS NULL) = (removed_by IS NULL))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE lane_word");
  }
}
