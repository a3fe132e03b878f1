import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { readFileSync, renameSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ParameterizedContext } from "koa";

import { loadConsole } from "../../src/http/console.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seatbridge-swapped-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** A console whose every file says of which build it is. */
async function put(name: string, files: readonly string[]): Promise<void> {
  await mkdir(join(folder, name));
  for (const file of files) await writeFile(join(folder, name, file), name);
}

/** What it answers at an address. */
async function read(page: NonNullable<Awaited<ReturnType<typeof loadConsole>>>, path: string) {
  const asked = { path, method: "GET", fresh: false, set: () => {}, vary: () => {}, body: undefined };
  const ctx = { ...asked, acceptsEncodings: () => "identity" };
  await page(ctx as unknown as ParameterizedContext, () => Promise.resolve());
  return String(ctx.body);
}

describe("the console, read while a build takes its place", () => {
  it.each([
    ["the new one", ["index.html", "a.js"]],
    ["the new one, where a part is not in it", ["index.html", "b.js"]],
  ])("is of one build: %s", async (_, parts) => {
    await put("dist", ["index.html", "a.js"]);
    await put("next", parts);
    let reads = 0;
    const page = await loadConsole(join(folder, "dist"), {
      read: async (path) => {
        reads += 1;
        if (reads === 2) {
          renameSync(join(folder, "dist"), join(folder, "old"));
          renameSync(join(folder, "next"), join(folder, "dist"));
        }
        return readFileSync(path);
      },
    });
    if (page === undefined) throw new Error("There is always one.");
    expect(await Promise.all(["/login", `/${parts[1]}`].map((path) => read(page, path)))).toEqual([
      "next",
      "next",
    ]);
  });
});
