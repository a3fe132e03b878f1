import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { expect } from "@jest/globals";
import type { Page } from "playwright-core";

import { cutOff, settled } from "./page.ts";
import { shots } from "./shot.ts";

const RULES = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
/** All that another theme can change. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

const SOURCE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * What is wrong with the page for people who cannot see, point or tell colours well (WCAG 2.2 A and AA), one line per
 * finding. The source is evaluated, since our policy refuses a script that is added to the page.
 */
export async function axe(page: Page, runOnly: typeof RULES = RULES): Promise<readonly string[]> {
  const isThere = await page.evaluate(() => "axe" in globalThis);
  if (!isThere) await page.evaluate(await readFile(SOURCE, "utf8"));
  const violations = await page.evaluate(async (only) => {
    const { violations: found } = await (
      globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Finding[] }> } }
    ).axe.run({ runOnly: only, resultTypes: ["violations"] });
    type Finding = { id: string; nodes: { target: string[]; failureSummary?: string }[] };
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = "" }) => `${id}: ${target.join(" ")} — ${failureSummary}`),
    );
  }, runOnly);
  return violations.map((line) => line.replaceAll("\n", " "));
}

/** Sound by rule in both themes; leaves the page in the light one. */
export async function expectReadable(page: Page): Promise<void> {
  for (const [theme, rules] of [
    ["dark", COLOURS],
    ["light", RULES],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    expect({ theme, found: await axe(page, rules) }).toEqual({ theme, found: [] });
  }
}

/** The same, and nothing of it out of reach; keeps pictures of it under this name. */
export async function expectSound(page: Page, name: string): Promise<void> {
  await expectReadable(page);
  expect(await cutOff(page)).toEqual([]);
  await shots(page, name);
}
