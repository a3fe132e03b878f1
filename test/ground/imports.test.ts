import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Finding, lint, root } from "./lint.ts";

/** Where a file lies, and what it must not import: the arrows that ARCHITECTURE.md does not draw. */
const forbidden: Record<string, readonly string[]> = {
  "src/core/a": [
    "zod",
    "node:crypto",
    "pg",
    "../../flow/x.ts",
    "../../main.ts",
    "../../../adapters/index.ts",
  ],
  "src/core/a/b": ["zod", "node:timers", "../../../store/x.ts", "../../../config.ts"],
  "src/text": ["zod", "../flow/x.ts", "../main.ts"],
  "src/text/a": ["zod", "../../http/x.ts", "../../main.ts"],
  "src/flow": [
    "koa",
    "typeorm",
    "pg",
    "ioredis",
    "xml2js",
    "node:http",
    "../store/x.ts",
    "../serve/x.ts",
    "../main.ts",
  ],
  "src/flow/a": ["@koa/router", "../../http/x.ts", "../../kit/index.ts", "../../../adapters/index.ts"],
  "src/flow/a/b": ["../../../bus/x.ts", "../../../action/a/x.ts", "../../../config.ts"],
  "src/action": ["koa", "pg", "../store/x.ts", "../http/x.ts", "../flow/a/x.ts"],
  "src/action/a": ["koa", "typeorm", "../../store/x.ts", "../../flow/a/x.ts", "../../config.ts"],
  "src/action/a/b": ["koa", "../../../store/x.ts", "../../../flow/a/x.ts", "../../../config.ts"],
  "src/kit": ["typeorm", "koa", "../flow/ports.ts", "../store/x.ts", "../main.ts"],
  "src/kit/a": ["pg", "../../flow/ports.ts", "../../../adapters/index.ts"],
  "src/kit/a/b": ["ioredis", "../../../store/x.ts", "../../../../emulator/x.ts"],
  "src/store": [
    "koa",
    "ioredis",
    "../flow/x.ts",
    "../action/a/x.ts",
    "../serve/x.ts",
    "../http/x.ts",
    "../kit/index.ts",
    "../main.ts",
  ],
  "src/store/a": ["ioredis", "../../flow/a/x.ts", "../../action/a/x.ts", "../../bus/x.ts", "../../config.ts"],
  "src/store/a/b": ["../../../flow/x.ts", "../../../http/x.ts"],
  "src/bus": ["pg", "typeorm", "koa", "../store/x.ts", "../flow/x.ts", "../main.ts"],
  "src/http": ["typeorm", "pg", "ioredis", "../store/x.ts", "../bus/x.ts", "../kit/index.ts", "../main.ts"],
  "src/http/a": ["pg", "../../store/x.ts", "../../config.ts", "../../../adapters/index.ts"],
  "src/http/a/b": ["typeorm", "../../../store/x.ts", "../../../main.ts"],
  "src/http/contract": ["koa", "node:crypto", "../api/x.ts", "../../action/a/x.ts", "../../text/x.ts"],
  "src/http/contract/a": ["koa", "../../api/x.ts", "../../../action/a/x.ts", "../../../store/x.ts"],
  "src/serve": ["../main.ts"],
  "src/serve/a": ["../../main.ts"],
  "adapters/platform/a": [
    "zod",
    "node:crypto",
    "pg",
    "seatbridge",
    "seatbridge/kit/testing",
    "../b/index.ts",
  ],
  "adapters/platform/a/b": [
    "zod",
    "../../b/index.ts",
    "../../../../src/kit/index.ts",
    "seatbridge/kit/testing",
  ],
  "adapters/platform/a/b.test": ["../../b/index.ts", "../../../../src/kit/index.ts", "seatbridge"],
  "adapters/platform/a.test": ["../b/index.ts", "../../../src/kit/index.ts", "seatbridge"],
  emulator: ["seatbridge/kit", "../src/core/ledger/x.ts", "../adapters/index.ts"],
  "emulator/a": ["seatbridge/kit/testing", "../../src/kit/index.ts"],
  "console/src/a": [
    "element-plus",
    "node:fs",
    "../../../src/flow/x.ts",
    "../../../src/main.ts",
    "../../../emulator/wechat/index.ts",
  ],
  bench: ["../src/main.ts"],
  "test/a": ["../../src/main.ts"],
  src: ["./main.ts"],
};

const allowed: Record<string, readonly string[]> = {
  "src/core/a": ["./x.ts", "../b/x.ts"],
  "src/core/a/b": ["./x.ts", "../x.ts", "../../c/x.ts"],
  "src/text": ["./x.ts", "../core/a/x.ts"],
  "src/text/a": ["./x.ts", "../x.ts", "../../core/a/x.ts"],
  "src/flow": ["zod", "node:crypto", "./ports.ts", "./a/x.ts", "../core/a/x.ts"],
  "src/flow/a": ["../ports.ts", "../b/x.ts", "../../core/a/x.ts"],
  "src/action": ["./a/ports.ts", "../core/a/x.ts"],
  "src/action/a": ["zod", "../action.ts", "../b/x.ts", "../../core/a/x.ts", "../../flow/ports.ts"],
  "src/action/a/b": ["../../action.ts", "../x.ts", "../../b/x.ts", "../../../core/a/x.ts"],
  "src/kit": ["zod", "saxes", "xml2js", "node:crypto", "../core/a/x.ts"],
  "src/kit/a/b": ["../../x.ts", "../../../core/a/x.ts"],
  "src/store": ["pg", "typeorm", "../core/a/x.ts", "../flow/ports.ts", "../../migrations/x.ts"],
  "src/store/a": [
    "pg",
    "../x.ts",
    "../b/x.ts",
    "../../core/a/x.ts",
    "../../flow/ports.ts",
    "../../action/ports.ts",
    "../../action/action.ts",
    "../../action/a/ports.ts",
  ],
  "src/bus": ["ioredis", "./x.ts", "../core/a/x.ts"],
  "src/http": ["koa", "@koa/router", "../core/a/x.ts", "../flow/x.ts", "../action/a/x.ts", "../text/x.ts"],
  "src/http/a": ["koa", "../x.ts", "../../core/a/x.ts", "../../flow/a/x.ts"],
  "src/http/contract": ["zod", "./x.ts", "./a/x.ts", "../../core/a/x.ts"],
  "src/http/contract/a": ["zod", "./x.ts", "../x.ts", "../../../core/a/x.ts"],
  "src/serve": ["koa", "../store/x.ts", "../bus/x.ts", "../http/x.ts", "../flow/a/x.ts", "../config.ts"],
  "adapters/platform/a": ["seatbridge/kit", "./x.ts", "../wechat/x.ts", "../wechat/a/x.ts"],
  "adapters/platform/a/b": ["seatbridge/kit", "./x.ts", "../x.ts", "../../wechat/a/x.ts"],
  "adapters/platform/a/b.test": ["seatbridge/kit/testing", "../x.ts", "../../wechat/x.ts", "node:crypto"],
  "adapters/platform/a.test": [
    "seatbridge/kit",
    "seatbridge/kit/testing",
    "../wechat/x.ts",
    "@jest/globals",
    "node:fs",
  ],
  "emulator/a": ["../x.ts", "node:http", "zod"],
  "console/src/a": [
    "vue",
    "element-plus/es/components/button/index.mjs",
    "../x.ts",
    "../b/src/x.ts",
    "../../../src/core/a/x.ts",
  ],
  src: ["./store/x.ts", "./bus/x.ts", "./http/x.ts", "./config.ts", "koa", "../adapters/index.ts"],
};

/** Code that a rule must catch: in which file, what, and the rule. */
const wrong: readonly (readonly [file: string, code: string, rule: string])[] = [
  ["src/core/a/clock.ts", "export const now = () => Date.now();", "no-restricted-properties"],
  ["src/core/a/dice.ts", "export const roll = () => Math.random();", "no-restricted-properties"],
  ["src/core/a/timer.ts", "export const later = () => setTimeout(() => {}, 1);", "no-restricted-globals"],
  ["src/core/a/net.ts", "export const ask = () => fetch('http://x');", "no-restricted-globals"],
  ["src/core/a/bytes.ts", "export const bytes = Buffer.from('x');", "no-restricted-globals"],
  ["src/flow/net.ts", "export const ask = () => fetch('http://x');", "no-restricted-globals"],
  ["src/http/env.ts", "export const port = process.env['PORT'];", "no-restricted-properties"],
  ["src/flow/floating.ts", "export const f = (g: () => Promise<void>) => { g(); };", "no-floating-promises"],
  ["src/flow/any.ts", "export const f = (x: any) => String(x);", "no-explicit-any"],
  ["src/flow/print.ts", "console.log('x');", "no-console"],
  ["src/flow/default.ts", "export default 1;", "no-default-export"],
  ["src/flow/notKebab.ts", "export const a = 1;", "filename-case"],
  ["src/flow/cycle-a.ts", "import { b } from './cycle-b.ts';\nexport const a = () => b;", "no-cycle"],
  ["src/flow/cycle-b.ts", "import { a } from './cycle-a.ts';\nexport const b = () => a;", "no-cycle"],
  [
    "console/src/value.ts",
    "import { read } from '../../src/http/contract/x.ts';\nexport const a = read;",
    "no-restricted-imports",
  ],
  [
    "src/flow/kinds.ts",
    "export function f(kind: 'a' | 'b') {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}",
    "switch-exhaustiveness-check",
  ],
  ["src/flow/long-file.ts", "export let n = 0;\n" + "n += 1;\n".repeat(300), "max-lines"],
  [
    "src/flow/long-function.ts",
    `export function f(n: number) {\n${"n += 1;\n".repeat(60)}return n;\n}`,
    "max-lines-per-function",
  ],
];

let tree: string;
let findings: readonly Finding[];

/** One run of the linter over all the snippets, laid out as the real tree is. */
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "seatbridge-lint-"));
  for (const [kind, table] of Object.entries({ forbidden, allowed })) {
    for (const [folder, imports] of Object.entries(table)) {
      for (const [index, from] of imports.entries()) {
        await put(snippet(folder, kind, index), `export * from ${JSON.stringify(from)};\n`);
      }
    }
  }
  for (const [file, code] of wrong) await put(file, code);
  await copyFile(join(root, ".oxlintrc.json"), join(tree, ".oxlintrc.json"));
  const compilerOptions = { strict: true, noEmit: true, module: "nodenext", types: [] };
  await put("tsconfig.json", JSON.stringify({ compilerOptions }));
  findings = await lint(tree, ["src", "adapters", "emulator", "bench", "console", "test"]);
}, 60_000);

afterAll(() => rm(tree, { recursive: true, force: true }));

/** A place ending in `.test` stands for the tests of that folder. */
function snippet(place: string, kind: string, index: number): string {
  const folder = place.replace(/\.test$/, "");
  return `${folder}/${kind}-${index}${place === folder ? "" : ".test"}.ts`;
}

async function put(file: string, code: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true });
  await writeFile(join(tree, file), code);
}

/** `[folder, import, file]` for each entry of a table. */
const cases = (table: Record<string, readonly string[]>, kind: string) =>
  Object.entries(table).flatMap(([folder, imports]) =>
    imports.map((from, index) => [folder, from, snippet(folder, kind, index)] as const),
  );

describe("the direction of imports", () => {
  it.each(cases(forbidden, "forbidden"))("keeps %s from importing %s", (_, from, file) => {
    const found = findings.filter((finding) => finding.file === file);
    expect(found.map((finding) => finding.rule)).toContain("no-restricted-imports");
    expect(found.map((finding) => finding.message).join()).toContain(from);
  });

  it.each(cases(allowed, "allowed"))("lets %s import %s", (_, _from, file) => {
    expect(findings.filter((finding) => finding.file === file)).toEqual([]);
  });

  it("covers every folder of src, as deep as it goes", async () => {
    const covered = new Set(Object.keys(forbidden));
    const files = await readdir(join(root, "src"), { recursive: true });
    const folders = files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join("src", dirname(file)).split("/"))
      .map(([, top = "", ...deeper]) => [
        "src",
        ...(top ? [top] : []),
        ...deeper.map((_, i) => "ab"[i] ?? "?"),
      ]);
    const uncovered = folders.map((parts) => parts.join("/")).filter((folder) => !covered.has(folder));
    expect([...new Set(uncovered)]).toEqual([]);
  });
});

describe("the rules of the house", () => {
  it.each(wrong)("finds what is wrong in %s", (file, _, rule) => {
    const rules = findings.filter((finding) => finding.file === file).map((finding) => finding.rule);
    expect(rules).toContain(rule);
  });

  it("are kept by the tree", async () => {
    const code = ["src", "adapters", "migrations", "emulator", "bench", "console", "scripts", "test"];
    const paths = [...code, "ormconfig.ts"];
    expect(await lint(root, paths)).toEqual([]);
  }, 180_000);

  it("keep the clock out of core in the one form that no rule sees", async () => {
    const files = await readdir(join(root, "src/core"), { recursive: true });
    for (const file of files.filter((name) => name.endsWith(".ts"))) {
      const code = await readFile(join(root, "src/core", file), "utf8");
      expect(`${file}: ${/new Date\(\s*\)/.test(code)}`).toBe(`${file}: false`);
    }
  });
});
