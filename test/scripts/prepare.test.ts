import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, buildQuickly, staleSources } from "../../scripts/prepare/build.mjs";
import { isInstalled } from "../../scripts/prepare/install.mjs";
import { root as checkout } from "../ground/lint.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "seatbridge-prepare-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function put(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}

describe("isInstalled", () => {
  const lock = {
    packages: {
      "": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0", integrity: "x" },
      "node_modules/other-platform": { version: "1.0.0", integrity: "y", optional: true },
    },
  };

  it("believes npm's own record of what it installed", async () => {
    await put("package-lock.json", lock);
    expect(await isInstalled(root)).toBe(false);
    await put("node_modules/.package-lock.json", {
      packages: { "node_modules/a": lock.packages["node_modules/a"] },
    });
    expect(await isInstalled(root)).toBe(true);
  });

  it.each([
    ["another version", { version: "1.0.1", integrity: "x" }],
    ["other content", { version: "1.0.0", integrity: "z" }],
  ])("asks for an installation when a package has %s", async (_, entry) => {
    await put("package-lock.json", lock);
    await put("node_modules/.package-lock.json", { packages: { "node_modules/a": entry } });
    expect(await isInstalled(root)).toBe(false);
  });

  it("asks again when the lock file has changed since it was found right", async () => {
    await put("package-lock.json", lock);
    await put("node_modules/.package-lock.json", lock);
    expect(await isInstalled(root)).toBe(true);
    const more = { ...lock.packages, "node_modules/b": { version: "1.0.0", integrity: "b" } };
    await put("package-lock.json", { packages: more });
    expect(await isInstalled(root)).toBe(false);
  });
});

describe("build", () => {
  beforeEach(async () => {
    await symlink(join(checkout, "node_modules"), join(root, "node_modules"));
    const output = { module: "nodenext", target: "es2023", outDir: "dist", rootDir: "." };
    const compilerOptions = { ...output, types: [], lib: ["es5"], skipLibCheck: true };
    await put("tsconfig.build.json", { compilerOptions, include: ["src"] });
    await put("package.json", { type: "module" });
    await put("src/a.ts", "export const a: number = 1;\n");
    await put("src/b.ts", "export const b: number = 1;\n");
  });

  const buildNow = async () => build(root, (await staleSources(root)) ?? {});

  it("finds nothing to do until a source is changed, and drops what a removed one left", async () => {
    await buildNow();
    expect(await staleSources(root)).toBeUndefined();

    await utimes(join(root, "src/a.ts"), 1, 1);
    expect(await staleSources(root)).toBeDefined();
    await rm(join(root, "src/b.ts"));
    await buildNow();
    expect(await staleSources(root)).toBeUndefined();
    expect(existsSync(join(root, "dist/src/b.js"))).toBe(false);
    expect(existsSync(join(root, "dist/src/a.js"))).toBe(true);
  }, 60_000);

  it("turns what has changed into JavaScript for tests, whatever its types", async () => {
    await buildNow();
    await put("src/a.ts", 'import { b } from "./b.ts";\nexport const a: string = b;\n');
    await buildQuickly(root, (await staleSources(root)) ?? {});
    expect(await staleSources(root)).toBeUndefined();
    expect(await readFile(join(root, "dist/src/a.js"), "utf8")).toContain("export const a = b;");

    await put("src/b.ts", "export const b = ;\n");
    await buildQuickly(root, (await staleSources(root)) ?? {});
    expect(await staleSources(root)).toBeDefined();
  }, 60_000);

  it("tells what the compiler said, and stays stale", async () => {
    await put("src/a.ts", "export const a: number = 'one';\n");
    await expect(buildNow()).rejects.toThrow("src/a.ts(1,14): error TS2322");
    expect(await staleSources(root)).toBeDefined();
  }, 60_000);
});
