import type { MigrationInterface, QueryRunner } from "typeorm";

import { seating } from "./desk/seating.ts";
import { serving } from "./desk/serving.ts";
import { wrapping } from "./desk/wrapping.ts";

/** What a person needs to take over, answer and close. */
export class Desk1764300000000 implements MigrationInterface {
  readonly name = "Desk1764300000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...seating, ...serving, ...wrapping]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error("The desk's tables hold what people wrote; restore a backup instead.");
  }
}
