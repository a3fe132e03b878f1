import { writeFile } from "node:fs/promises";

import { simplifiedTable, syllableTable } from "../tabling/han.ts";

const FOLDER = new URL("../../../src/core/answer/tables/", import.meta.url);

/** `npm run tables`: makes the tables of Han characters anew, from the packages that package-lock.json names. */
export async function run(): Promise<number> {
  const tables = { "simplified.ts": simplifiedTable(), "syllables.ts": syllableTable() };
  for (const [name, text] of Object.entries(tables)) {
    await writeFile(new URL(name, FOLDER), text);
    process.stdout.write(`src/core/answer/tables/${name}: ${text.length} characters\n`);
  }
  return 0;
}
