import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { ROLES } from "../../../src/core/access/role.ts";
import type { Contract } from "../../../src/http/contract/contract.ts";
import { allRoutes } from "../../../src/http/routes/all.ts";
import { Failure } from "../../../src/http/contract/parts.ts";
import { type ApiNode, browser, openApiNode, signedIn } from "../../support/api.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { openTables, type Tables } from "../../support/tables.ts";

const contracts: readonly Contract[] = allRoutes.map(({ contract }) => contract);
const named = contracts.map((contract) => [`${contract.method} ${contract.path}`, contract] as const);
const guarded = named.filter(([, { permission }]) => permission !== "public");

let database: TestDatabase;
let tables: Tables;
let node: ApiNode;
/** Signed in, and allowed nothing. */
let nobody: string;

beforeAll(async () => {
  database = await testDatabase();
  tables = await openTables(database.url);
  node = await openApiNode({ url: database.url });
  nobody = (await signedIn(tables, [])).cookie;
}, 30_000);

afterAll(async () => {
  expect(node.bugs).toEqual([]);
  await node.close();
  await tables.close();
  await database.drop();
});

const pathOf = ({ path }: Contract): string => path.replace(/:\w+/g, () => randomUUID());
const call = async ({ method, ...contract }: Contract, cookie?: string) => {
  const answer = await browser(node, cookie)(method, pathOf({ method, ...contract }));
  const { error } = Failure.parse(answer.body);
  return [answer.status, error.code];
};

describe("the contracts", () => {
  it("name each call once", () => {
    expect(new Set(contracts.map(({ id }) => id)).size).toBe(contracts.length);
    expect(new Set(named.map(([name]) => name)).size).toBe(contracts.length);
  });

  it.each(named)(
    "%s: is called noun.verb, and reads what its path names and nothing that it does not know",
    (_, one) => {
      expect(one.id).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(one.summary).toMatch(/^[A-Z].*[^.]$/s);
      const inPath = [...one.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
      expect(Object.keys(one.params?.shape ?? {}).toSorted()).toEqual(inPath.toSorted());
      expect(one.method === "GET" && one.body !== undefined).toBe(false);
      const names = [one.params, one.query, one.body].flatMap((part) => Object.keys(part?.shape ?? {}));
      expect(new Set(names).size).toBe(names.length);
      for (const part of [one.query, one.body]) {
        const issues = part?.safeParse({ surplus: 1 }).error?.issues ?? [];
        expect(part === undefined || issues.some(({ code }) => code === "unrecognized_keys")).toBe(true);
      }
    },
  );

  it.each(guarded)("%s: is shut to whoever is not signed in", async (_, contract) => {
    expect(await call(contract)).toEqual([401, "signed_out"]);
  });

  const readable = named.filter(([, { method, bytes }]) => method === "GET" && bytes === undefined);
  it.each(readable)("%s: answers what it says, or refuses by a code", async (_, contract) => {
    const grants = ROLES.map((role) => ({ role, queues: "all" }) as const);
    const { cookie } = await signedIn(tables, grants);
    const { status, body } = await browser(node, cookie)("GET", pathOf(contract));
    // What was answered has been held to the contract by the node itself.
    if (status === 200) return;
    expect(Failure.parse(body).error.code).not.toBe("internal");
    expect([contract.path.includes(":") || contract.query !== undefined, status >= 500]).toEqual([
      true,
      false,
    ]);
  });

  it.each(guarded.filter(([, { permission }]) => permission !== "signed_in"))(
    "%s: is shut to whoever may nothing",
    async (_, contract) => {
      expect(await call(contract, nobody)).toEqual([403, "forbidden"]);
    },
  );
});

describe("the OpenAPI document", () => {
  type Operation = { operationId: string; parameters?: { name: string; in: string }[]; responses: object };
  let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    document = (await browser(node)("GET", "/openapi.json")).body as typeof document;
  });

  it("has every call, with its parameters and answers", () => {
    expect(document.openapi).toBe("3.1.0");
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(contracts.length);
    for (const { id, method, path, params, permission, response, bytes } of contracts) {
      const operation = document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
      expect(operation?.operationId).toBe(id);
      const parameters = (operation?.parameters ?? []).map(
        (parameter) => `${parameter.in} ${parameter.name}`,
      );
      const needsKey = method !== "GET" && permission !== "public";
      expect(parameters).toEqual(
        expect.arrayContaining([
          ...Object.keys(params?.shape ?? {}).map((name) => `path ${name}`),
          ...(needsKey ? ["header Idempotency-Key"] : []),
        ]),
      );
      const empty = response === undefined && bytes?.response === undefined;
      expect(Object.keys(operation?.responses ?? {})).toEqual([empty ? "204" : "200", "default"]);
    }
  });

  it("points at nothing that it does not have", () => {
    const text = JSON.stringify(document);
    const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path));
    for (const path of references) {
      const found = path
        .split("/")
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect([path, found === undefined]).toEqual([path, false]);
    }
  });
});
