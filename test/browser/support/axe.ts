import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { expect } from "@jest/globals";
import type { Page } from "playwright-core";

import { cutOff, settled } from "./page.ts";
import { shots } from "./shot.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What is wrong with the page for people who cannot see, point or tell colours well (WCAG 2.2 A and AA), one line per
 * finding. The source is evaluated, since our policy refuses a script that is added to the page.
 */
export async function axe(page: Page): Promise<readonly string[]> {
  const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(await readFile(path, "utf8"));
  const violations = await page.evaluate(async (values) => {
    const { violations: found } = await (
      globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Finding[] }> } }
    ).axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    type Finding = { id: string; nodes: { target: string[]; failureSummary?: string }[] };
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = "" }) => `${id}: ${target.join(" ")} — ${failureSummary}`),
    );
  }, RULES);
  return violations.map((line) => line.replaceAll("\n", " "));
}

/** Readable by rule in both themes, and nothing of it out of reach; keeps pictures of it under this name. */
export async function expectSound(page: Page, name: string): Promise<void> {
  for (const theme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    expect({ theme, found: await axe(page) }).toEqual({ theme, found: [] });
  }
  expect(await cutOff(page)).toEqual([]);
  await shots(page, name);
}
