import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import type { Page } from "playwright-core";

import { settled } from "./page.ts";

const folder = process.env["SCREENSHOTS"];

/** The smallest screen of a call centre, and the usual one. */
export const SIZES = [
  [1366, 768],
  [1440, 900],
] as const;

/** Keeps a picture of the page where SCREENSHOTS names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The same in both themes and sizes, and leaves the page light and small. */
export async function shots(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  for (const theme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    for (const [width, height] of SIZES.toReversed()) {
      await page.setViewportSize({ width, height });
      await settled(page);
      await shot(page, `${name}-${width}x${height}-${theme}`);
    }
  }
}
