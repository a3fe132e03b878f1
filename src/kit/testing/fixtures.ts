import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { PlatformAdapter } from "../../core/channel/adapter.ts";
import type { ContractCase } from "./contract-case.ts";
import { parseHttpFile } from "./http-file.ts";

/**
 * A case for each pair in the folder: `<kind>[-<what is odd>].http`, a recorded call, and `.json`, what becomes
 * of it: the list of messages, or `{"refused": reason, "status": number}`. A new pair is a new case, no code.
 * @throws Error where a file has no partner.
 */
export function fixtureCases(folder: URL, open: () => PlatformAdapter): readonly ContractCase[] {
  const path = fileURLToPath(folder);
  const files = readdirSync(path);
  const names = new Set(files.map((file) => file.replace(/\.(?:http|json)$/, "")));
  return [...names].toSorted().map((name) => {
    for (const file of [`${name}.http`, `${name}.json`]) {
      if (!files.includes(file)) throw new Error(`${join(path, file)} is missing: fixtures are pairs`);
    }
    return { name: `reads the recorded ${name}`, run: () => runFixture(path, name, open()) };
  });
}

function runFixture(path: string, name: string, adapter: PlatformAdapter): void {
  const request = parseHttpFile(readFileSync(join(path, `${name}.http`)), `${name}.http`);
  const expected: unknown = JSON.parse(readFileSync(join(path, `${name}.json`), "utf8"));
  const receipt = adapter.receive(request);
  const outcome =
    receipt.kind === "accepted" ? receipt.messages : { refused: receipt.reason, status: receipt.status };
  assert.deepEqual(outcome, expected);
}
