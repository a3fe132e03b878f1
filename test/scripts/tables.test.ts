import { describe, expect, it } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { simplifiedTable, syllableTable } from "../../scripts/tabling/han.ts";

const committed = (name: string) =>
  readFile(new URL(`../../src/core/answer/tables/${name}`, import.meta.url), "utf8");

describe("npm run tables", () => {
  it("would make the tables as they are", async () => {
    expect(simplifiedTable()).toBe(await committed("simplified.ts"));
    expect(syllableTable()).toBe(await committed("syllables.ts"));
  });
});
