import type { MigrationInterface, QueryRunner } from "typeorm";

import { floor } from "./people/floor.ts";
import { signingIn } from "./people/signing-in.ts";
import { staff } from "./people/staff.ts";

/** Who works here, how they sign in, and the queues and seats that they share. */
export class People1764200000000 implements MigrationInterface {
  readonly name = "People1764200000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...staff, ...signingIn, ...floor]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error("What people did is recorded under their ids. Restore a backup instead.");
  }
}
