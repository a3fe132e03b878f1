import type { MigrationInterface, QueryRunner } from "typeorm";

import { functions } from "./ground/functions.ts";
import { journal } from "./ground/journal.ts";
import { knowledge } from "./ground/knowledge.ts";
import { people } from "./ground/people.ts";
import { traffic } from "./ground/traffic.ts";
import { work } from "./ground/work.ts";

/** The first schema. Never edited after a release: what changes later is a migration of its own. */
export class Ground1764000000000 implements MigrationInterface {
  name = "Ground1764000000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...functions, ...people, ...work, ...traffic, ...journal, ...knowledge]) {
      await runner.query(statement);
    }
  }

  async down(): Promise<void> {
    throw new Error("The first schema cannot be taken back. Drop the database instead.");
  }
}
