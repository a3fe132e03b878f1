import { expect, it } from "@jest/globals";
import { DataSource } from "typeorm";
import { testDatabase } from "./database.ts";

it("gives every caller a migrated database of its own", async () => {
  const databases = await Promise.all([testDatabase(), testDatabase()]);
  for (const { url, drop } of databases) {
    const source = await new DataSource({ type: "postgres", url }).initialize();
    const migrations: unknown[] = await source.query("SELECT * FROM migration");
    expect(migrations.length).toBeGreaterThan(0);
    // Both have one of this name: they do not see each other's.
    await source.query("CREATE TABLE only_here AS SELECT 1 AS n");
    await source.destroy();
    await drop();
  }
});
