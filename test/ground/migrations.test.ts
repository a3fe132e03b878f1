import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, it } from "@jest/globals";

import { createDataSource } from "../../src/store/data-source.ts";
import { root } from "./lint.ts";

/** `1764700000000-record.ts` has the class `Record1764700000000`. */
const classOf = (file: string): string => {
  const [, stamp = "", words = ""] = /^(\d{13})-([a-z-]+)\.ts$/.exec(file) ?? [];
  const name = words.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${name}${stamp}`;
};

it("has every migration of the folder in the data source, once, and in the order of their numbers", async () => {
  const files = await readdir(join(root, "migrations"), { withFileTypes: true });
  const there = files.filter((file) => file.isFile() && file.name.endsWith(".ts")).map(({ name }) => name);
  expect(there.length).toBeGreaterThan(5);
  const { migrations } = createDataSource("postgresql://nobody@127.0.0.1:1/nothing").options;
  const registered = (migrations as (new () => { name: string })[]).map((Migration) => new Migration().name);
  expect(registered).toEqual(there.toSorted().map(classOf));
});
