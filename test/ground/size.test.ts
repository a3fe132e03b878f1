import { beforeAll, describe, expect, it } from "@jest/globals";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { root } from "./lint.ts";

const folders = [
  "src",
  "adapters",
  "migrations",
  "emulator",
  "scripts",
  "bench",
  "console/src",
  "console/build",
];
const fileLinesMax = 300;
const medianLinesMax = 100;
/** A folder with more files is two subjects. Rows of one kind that only grow in number are not meant. */
const folderFilesMax = 10;
const growing = /^(?:migrations|scripts\/command|adapters\/platform|console\/src\/text|.*\/fixtures)$/;

describe("the size budget", () => {
  // Listed once: on a machine whose disk is busy, each look at two thousand files takes its time.
  let paths: readonly string[];
  beforeAll(async () => {
    paths = await sources();
  });

  it(`keeps every file to ${fileLinesMax} lines of code, and the median to ${medianLinesMax}`, async () => {
    const sizes = await Promise.all(paths.map(async (path) => ({ path, lines: await codeLines(path) })));
    expect(sizes.filter(({ lines }) => lines > fileLinesMax)).toEqual([]);
    const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(medianLinesMax);
  });

  it(`keeps every folder to ${folderFilesMax} files`, async () => {
    const files = byFolder(paths);
    const full = [...files].filter(
      ([folder, { length }]) => length > folderFilesMax && !growing.test(folder),
    );
    expect(full.map(([folder]) => folder)).toEqual([]);
  });

  it("keeps drawers for everything out of the tree", async () => {
    const drawers = /(?:^|\/)(?:utils?|helpers?|services?|managers?|types)(?:\/|\.[a-z]+$)/;
    expect(paths.filter((path) => drawers.test(path))).toEqual([]);
    const lost = await readdir(join(root, "src/core"), { withFileTypes: true });
    expect(lost.filter((entry) => entry.isFile()).map((entry) => entry.name)).toEqual([]);
  });
});

async function sources(): Promise<string[]> {
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names.map((name) => `${folder}/${name}`);
    }),
  );
  return listed
    .flat()
    .filter((path) => [".ts", ".mjs", ".vue"].includes(extname(path)) && !path.endsWith(".test.ts"));
}

/** Lines that are neither blank nor wholly comment. */
async function codeLines(path: string): Promise<number> {
  const text = await readFile(join(root, path), "utf8");
  const lines = text.replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, "").split("\n");
  return lines.filter((line) => !/^\s*(?:\/\/.*)?$/.test(line)).length;
}

function byFolder(paths: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return folders;
}
