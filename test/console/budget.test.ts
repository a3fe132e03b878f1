import { describe, expect, it } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const dist = new URL("../../console/dist/", import.meta.url);
const BYTES_MAX = 220_000;

type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
};

const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", dist), "utf8")) as Readonly<
  Record<string, Chunk>
>;

/** The files that a chunk needs before it runs: itself, what it imports, the styles of all these. */
function filesOf(name: string, seen = new Set<string>()): readonly string[] {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`The manifest has no ${name}.`);
  if (seen.has(name)) return [];
  seen.add(name);
  return [
    chunk.file,
    ...(chunk.css ?? []),
    ...(chunk.imports ?? []).flatMap((other) => filesOf(other, seen)),
  ];
}

async function gzipBytes(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe("the first load of the desk", () => {
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true) ?? "";
  const needed = [entry, "src/desk/desk.vue", "src/text/zh-cn.ts"];
  const files = [...new Set(needed.flatMap((name) => filesOf(name)))];

  it(`takes at most ${BYTES_MAX / 1_000} kB over the wire`, async () => {
    const total = await gzipBytes([...files, "index.html", "boot.js"]);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThanOrEqual(BYTES_MAX);
  });

  it("has the styles in it", () => {
    expect(files.filter((file) => file.endsWith(".css")).length).toBeGreaterThan(0);
  });
});
