import { readdir } from "node:fs/promises";

import { expect, it } from "@jest/globals";

import { type Document, operationsOf, type Schema } from "../../../scripts/hostile/operation.ts";
import { openApi } from "../../../src/http/api/openapi.ts";
import type { Contract } from "../../../src/http/contract/contract.ts";

const folder = new URL("../../../src/http/contract/", import.meta.url);
/** PostgreSQL's integer. */
const integerMax = 2 ** 31 - 1;
/** A version that the emulated platform keeps in memory. */
const elsewhere = ["fan.phone since"];

async function allContracts(): Promise<readonly Contract[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const found: Contract[] = [];
  for (const name of names) {
    const module = (await import(new URL(name, folder).href)) as Record<string, unknown>;
    found.push(...Object.values(module).filter(isContract));
  }
  return found;
}

const isContract = (value: unknown): value is Contract =>
  typeof value === "object" && value !== null && "permission" in value && "summary" in value;

/** Names of numbers that have no end, or a later one than the database's. */
function endless(schema: Schema & { readonly maximum?: number }, name: string): readonly string[] {
  const isFree = /^(?:integer|number)$/.test(schema.type ?? "") && schema.const === undefined;
  const own = isFree && (schema.maximum ?? Infinity) > integerMax ? [name] : [];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...own,
    ...[...choices, ...(schema.items === undefined ? [] : [schema.items])].flatMap((one) =>
      endless(one, name),
    ),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, one]) => endless(one, key)),
  ];
}

it("takes no number that the database could not hold", async () => {
  const contracts = await allContracts();
  expect(contracts.length).toBeGreaterThan(80);
  // One by one, since calls of the fan's page share their addresses with the API's.
  const found = contracts.flatMap((contract) =>
    operationsOf(openApi([contract], "") as unknown as Document).flatMap(({ id, params, query, body }) =>
      [
        ...params.flatMap(({ name, schema }) => endless(schema, name)),
        ...query.flatMap(({ name, schema }) => endless(schema, name)),
        ...endless(body ?? {}, ""),
      ].map((name) => `${id} ${name}`),
    ),
  );
  expect(found.filter((one) => !elsewhere.includes(one))).toEqual([]);
});
