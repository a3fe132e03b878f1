import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { faultStatus } from "../../src/http/api/status/fault-status.ts";
import { faultCodes } from "../../src/text/fault/index.ts";
import { root } from "../ground/lint.ts";

/** Where what people meet is thrown. */
const PLACES = [
  "src/core/access",
  "src/action",
  "src/http/api",
  "src/http/session",
  "src/http/routes",
  "src/store/action",
];
/** Codes that a value carries to its `new Fault`. */
const CARRIED = /"(password_(?:short|long|is_login|common))"/g;

async function codesThrown(): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  for (const place of PLACES) {
    const files = await readdir(join(root, place), { recursive: true });
    for (const file of files.filter((name) => name.endsWith(".ts"))) {
      const code = await readFile(join(root, place, file), "utf8");
      for (const [, found = ""] of code.matchAll(/new Fault\(\s*"([a-z_]+)"/g))
        codes.set(found, `${place}/${file}`);
      for (const [, found = ""] of code.matchAll(CARRIED)) codes.set(found, `${place}/${file}`);
    }
  }
  return codes;
}

describe("every refusal that people meet", () => {
  it("has its words in both languages and its status", async () => {
    const thrown = await codesThrown();
    expect(thrown.size).toBeGreaterThan(20);
    const known = new Set<string>(faultCodes);
    expect([...thrown].filter(([code]) => !known.has(code))).toEqual([]);
    expect(Object.keys(faultStatus).toSorted()).toEqual([...faultCodes].toSorted());
  });

  it("is thrown somewhere: no words are kept for nothing", async () => {
    const files = await readdir(join(root, "src"), { recursive: true });
    const code = files.filter((name) => name.endsWith(".ts") && !/^text|fault-status/.test(name));
    const texts = await Promise.all(code.map((name) => readFile(join(root, "src", name), "utf8")));
    const all = texts.join("\n");
    // The fan's page puts its prefix before what the emulator refuses by.
    const isThere = (one: string): boolean =>
      [one, one.replace(/^fan_/, "")].some((name) => all.includes(`"${name}"`));
    expect(faultCodes.filter((one) => !isThere(one))).toEqual([]);
  });

  it("has a status that says it was refused", () => {
    expect(Object.entries(faultStatus).filter(([, status]) => status < 400 || status > 599)).toEqual([]);
  });
});
