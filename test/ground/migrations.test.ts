import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { createDataSource, type MigrationClass, MIGRATIONS } from "../../src/store/data-source.ts";
import { root } from "./lint.ts";

/** `1764700000000-record.ts` has the class `Record1764700000000`. */
const classOf = (file: string): string => {
  const [, stamp = "", words = ""] = /^(\d{13})-([a-z-]+)\.ts$/.exec(file) ?? [];
  const name = words.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${name}${stamp}`;
};

it("has every migration of the folder in the data source, once, and in the order of their numbers", async () => {
  const files = await readdir(join(root, "migrations"), { withFileTypes: true });
  const there = files.filter((file) => file.isFile() && file.name.endsWith(".ts")).map(({ name }) => name);
  expect(there.length).toBeGreaterThan(5);
  const { migrations } = createDataSource("postgresql://nobody@127.0.0.1:1/nothing").options;
  const registered = (migrations as (new () => { name: string })[]).map((Migration) => new Migration().name);
  expect(registered).toEqual(there.toSorted().map(classOf));
});

/** The first release has these: no server was there before. What comes later meets servers of the version before. */
const FIRST_RELEASE_LAST = 1_764_720_000_000;

/** What a server of the version before would stumble over. */
const TAKES_AWAY =
  /\b(?:DROP\s+(?:TABLE|COLUMN|TYPE)|RENAME|ALTER\s+(?:COLUMN\s+)?\w+\s+(?:TYPE|SET\s+NOT\s+NULL)|ADD\s+COLUMN(?:(?!DEFAULT|[,;])[^])*NOT\s+NULL(?!\s+(?:DEFAULT|GENERATED)))\b/i;

async function statementsOf(Migration: MigrationClass): Promise<string> {
  const statements: string[] = [];
  const query = (sql: string): Promise<unknown[]> => {
    statements.push(sql.replaceAll(/--.*$/gm, ""));
    return Promise.resolve([]);
  };
  await new Migration().up({ query } as never);
  return statements.join(";\n");
}

describe("a migration after the first release", () => {
  const later = MIGRATIONS.filter(
    (Migration) => Number(new Migration().name.slice(-13)) > FIRST_RELEASE_LAST,
  );

  it("takes nothing away that the version before uses, or says `contract` and since when nothing uses it", async () => {
    for (const Migration of later) {
      const { name, contract } = new Migration();
      const found = TAKES_AWAY.exec(await statementsOf(Migration))?.[0] ?? "";
      expect({ name, found: contract === undefined ? found : "" }).toEqual({ name, found: "" });
      expect(contract?.unusedSince ?? "0.1.0").toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it.each([
    ["DROP TABLE a", true],
    ["ALTER TABLE a DROP COLUMN b", true],
    ["ALTER TABLE a RENAME COLUMN b TO c", true],
    ["ALTER TABLE a ALTER COLUMN b SET NOT NULL", true],
    ["ALTER TABLE a ALTER b TYPE text", true],
    ["ALTER TABLE a ADD COLUMN b text NOT NULL", true],
    ["ALTER TABLE a ADD COLUMN b text NOT NULL DEFAULT ''", false],
    ["ALTER TABLE a ADD COLUMN b text DEFAULT '' NOT NULL", false],
    ["ALTER TABLE a ADD COLUMN b text, ADD COLUMN c int NOT NULL DEFAULT 1", false],
    ["CREATE TABLE a (b text NOT NULL)", false],
    ["ALTER TABLE a ADD COLUMN b text; CREATE INDEX c ON a (b) WHERE b IS NOT NULL", false],
    ["DROP INDEX a", false],
  ])("reads whether it takes something away: %s (%s)", (sql, takesAway) => {
    expect(TAKES_AWAY.test(sql)).toBe(takesAway);
  });
});
