import type { MigrationInterface, QueryRunner } from "typeorm";

const extra = (besides: string): string => /* sql */ `
  CREATE OR REPLACE FUNCTION extra_capacity(staff uuid) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT coalesce(max((d.value)::int), 0) FROM deviation d
    WHERE d.key = 'capacity' ${besides}AND (
      d.what = 'queue' AND EXISTS (SELECT FROM queue_member m WHERE m.queue_id::text = d.subject AND m.staff_id = staff)
      OR d.what = 'skill' AND EXISTS (SELECT FROM staff s WHERE s.id = staff AND s.abilities -> 'skills' ? d.subject))
  $$`;

/** 新人期: no preset lends room to who has as much as her day as a new agent lets. */
export class Nursery1765200040020 implements MigrationInterface {
  readonly name = "Nursery1765200040020";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      extra("AND NOT EXISTS (SELECT FROM staff s WHERE s.id = staff AND s.abilities ? 'nursery') "),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(extra(""));
  }
}
