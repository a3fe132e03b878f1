import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { buildConsole, staleConsole } from "../../scripts/prepare/console.mjs";
import { root as checkout } from "../ground/lint.ts";

const WORDS = "export const words = 'a page that is long enough to be worth compressing, ".concat(
  "and says one thing ".repeat(40),
  "';\n",
);

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "seatbridge-console-build-"));
  await symlink(join(checkout, "node_modules"), join(root, "node_modules"));
  await put("package-lock.json", "{}");
  await put("console/package.json", '{ "type": "module" }');
  await put("console/vite.config.ts", "export default { root: import.meta.dirname };\n");
  await put("console/index.html", '<script type="module" src="/src/main.ts"></script>');
  await put("console/src/main.ts", 'import { words } from "./words.ts";\ndocument.title = words;\n');
  await put("console/src/words.ts", WORDS);
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

/** A configuration that does something once everything is written, and nothing else. */
const atTheEnd = (act: string): string => `
  import { appendFileSync, cpSync } from "node:fs";
  const last = { name: "last", closeBundle() { ${act} } };
  export default { root: import.meta.dirname, plugins: [last] };
`;

/** The page and what it is made of, by name. */
async function shownNow(folder = "console/dist"): Promise<readonly string[]> {
  const parts = (await readdir(join(root, folder, "assets"))).sort();
  return [await readFile(join(root, folder, "index.html"), "utf8"), ...parts];
}

const buildNow = async (tolerant: boolean) =>
  buildConsole(root, (await staleConsole(root)) ?? {}, { tolerant });

describe("the console's build", () => {
  it("finds nothing to do until a source changes, and leaves each file in three sizes", async () => {
    expect(await staleConsole(root)).toBeDefined();
    await buildNow(false);
    expect(await staleConsole(root)).toBeUndefined();

    const folder = join(root, "console/dist/assets");
    const files = (await readdir(folder)).sort();
    expect(files).toHaveLength(3);
    const [plain, brotli, zipped] = await Promise.all(files.map((file) => readFile(join(folder, file))));
    if (plain === undefined || brotli === undefined || zipped === undefined) throw new Error("Three files.");
    expect(brotliDecompressSync(brotli)).toEqual(plain);
    expect(gunzipSync(zipped)).toEqual(plain);
    expect(plain.toString()).toContain("says one thing");

    await put("console/src/words.ts", WORDS.replace("long", "very long"));
    expect(await staleConsole(root)).toBeDefined();
  }, 60_000);

  it("that fails stops a start, but for tests leaves what was built before", async () => {
    await buildNow(false);
    const before = await readFile(join(root, "console/dist/index.html"), "utf8");
    await put("console/src/words.ts", "export const words = ;\n");

    await expect(buildNow(false)).rejects.toThrow("Building the console failed");
    const told = jest.spyOn(console, "error").mockImplementation(() => undefined);
    await buildNow(true);
    expect(told).toHaveBeenCalledWith(
      expect.stringMatching(/does not build .*Unexpected token.*words\.ts:1/),
    );
    told.mockRestore();
    expect(await readFile(join(root, "console/dist/index.html"), "utf8")).toBe(before);
    expect(await staleConsole(root)).toBeDefined();
  }, 60_000);

  it("leaves the old one whole until the new one is, also when it fails at its very end", async () => {
    await buildNow(false);
    const before = await shownNow();
    await put("console/src/words.ts", WORDS.replace("long", "very long"));
    await put("console/vite.config.ts", atTheEnd("throw new Error('the disk is full');"));
    await expect(buildNow(false)).rejects.toThrow("the disk is full");
    expect(await shownNow()).toEqual(before);

    await put(
      "console/vite.config.ts",
      atTheEnd(
        "cpSync(new URL('dist', import.meta.url), new URL('seen', import.meta.url), { recursive: true });",
      ),
    );
    await buildNow(false);
    expect(await shownNow("console/seen")).toEqual(before);
    expect(await shownNow()).not.toEqual(before);
    expect(await readdir(join(root, "console"))).not.toContain("dist.old");
  }, 60_000);

  it("is one, where two are wanted at once", async () => {
    await put(
      "console/vite.config.ts",
      atTheEnd("appendFileSync(new URL('built', import.meta.url), 'once ');"),
    );
    await Promise.all([buildNow(false), buildNow(true)]);
    expect(await readFile(join(root, "console/built"), "utf8")).toBe("once ");
    expect(await staleConsole(root)).toBeUndefined();
  }, 60_000);
});
