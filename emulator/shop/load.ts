import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { z } from "zod";
import { DESK_FILE } from "./desk.ts";
import { GroupSheet, ShopSheet } from "./sheet.ts";

export type Topic = z.infer<typeof GroupSheet>["topics"][number] & { readonly group: string };

/** A practice shop as plain data; `notices` are by the name that the settings give them ("welcome"). */
export type Shop = z.infer<typeof ShopSheet> & { readonly topics: readonly Topic[] };

const SHOP_FILE = "shop.yaml";

/**
 * Reads a folder with `shop.yaml` and one file of topics per group, in the order of their names. Throws one error
 * that lists everything wrong in the folder: file, row, what to do.
 */
export async function loadShop(folder: string): Promise<Shop> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith(".yaml") && name !== DESK_FILE)
    .toSorted();
  const problems: string[] = [];
  let shop: z.infer<typeof ShopSheet> | undefined;
  const topics: (Topic & Place)[] = [];

  for (const name of names) {
    const text = await readFile(join(folder, name), "utf8");
    if (name === SHOP_FILE) {
      shop = read(name, text, ShopSheet, problems);
    } else {
      const sheet = read(name, text, GroupSheet, problems);
      sheet?.topics.forEach((topic, index) =>
        topics.push({ ...topic, group: sheet.group, file: name, row: index + 1 }),
      );
    }
  }
  if (!names.includes(SHOP_FILE))
    problems.push(`${SHOP_FILE}: missing; add it with the brand's key, name and assistant`);
  problems.push(...repeated(topics));
  if (shop === undefined || problems.length > 0) {
    throw new Error(
      `The shop in ${folder} cannot be used:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    );
  }
  return { ...shop, topics: topics.map(({ file: _file, row: _row, ...topic }) => topic) };
}

type Place = { readonly file: string; readonly row: number };

function read<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  problems: string[],
): z.infer<Schema> | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    problems.push(...document.errors.map((error) => `${file}: not YAML: ${error.message.split("\n", 1)[0]}`));
    return undefined;
  }
  const raw: unknown = document.toJS();
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  problems.push(
    ...result.error.issues.map((issue) => `${file}: ${placeOf(issue.path, raw)}: ${issue.message}`),
  );
  return undefined;
}

/** `topics.3.phrasings.0` in the words of whoever edits the file: `row 4 (shipping-when), phrasings 1`. */
function placeOf(path: readonly PropertyKey[], raw: unknown): string {
  if (path[0] !== "topics" || typeof path[1] !== "number") return path.join(".") || "the file";
  const key = at(at(at(raw, "topics"), path[1]), "key");
  const row = `row ${path[1] + 1}${typeof key === "string" ? ` (${key})` : ""}`;
  const rest = path.slice(2).map((part) => (typeof part === "number" ? part + 1 : String(part)));
  return rest.length === 0 ? row : `${row}, ${rest.join(" ")}`;
}

function at(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** A key names one topic; a phrasing that two topics claim could be answered either way. */
function repeated(topics: readonly (Topic & Place)[]): string[] {
  const problems: string[] = [];
  const keys = new Map<string, Place>();
  const phrasings = new Map<string, Topic & Place>();
  for (const topic of topics) {
    const place = `${topic.file}: row ${topic.row} (${topic.key})`;
    const twin = keys.get(topic.key);
    if (twin !== undefined)
      problems.push(`${place}: the key is taken by ${twin.file} row ${twin.row}; rename one`);
    keys.set(topic.key, topic);
    for (const phrasing of new Set([topic.title, ...topic.phrasings])) {
      const bare = bareOf(phrasing);
      const owner = phrasings.get(bare);
      if (owner === topic) problems.push(`${place}: "${phrasing}" is there twice; remove one`);
      else if (owner !== undefined) {
        problems.push(
          `${place}: "${phrasing}" belongs to ${owner.file} row ${owner.row} (${owner.key}); keep it in one`,
        );
      }
      phrasings.set(bare, topic);
    }
  }
  return problems;
}

/** Spelling without width, case, spaces and punctuation: what a matcher is sure to see as the same words. */
function bareOf(phrasing: string): string {
  return phrasing
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
