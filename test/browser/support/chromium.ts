import { existsSync } from "node:fs";

import { afterAll, afterEach, beforeAll, beforeEach, describe } from "@jest/globals";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

import { type Guard, guardPage } from "./guard.ts";

/** Debian's; playwright-core brings none of its own. The one that never draws on a screen costs less. */
const paths = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

const named = process.env["CHROMIUM_PATH"];
const found = (named === undefined ? paths : [named]).find((path) => existsSync(path));

/** A test takes seconds; a machine that does much else needs more. */
export const TEST_MS_MAX = 90_000;

export type Visit = {
  readonly page: Page;
  /** What no page may ever do; see `guardPage`. */
  readonly guard: Guard;
};

export type VisitOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "light" | "dark";
  readonly language?: "zh-CN" | "en";
};

/**
 * A fresh visitor: a browser profile of her own, without cookies and with nothing kept. She leaves with the test, or with
 * the whole group where she came before its tests: pages that nobody looks at any more would go on working.
 */
export type Open = (options?: VisitOptions) => Promise<Visit>;

/**
 * A group of tests with one Chromium, in the file's own process. Where there is no Chromium all of them are skipped,
 * and the reason is in the name.
 */
export function describeInBrowser(title: string, tests: (open: Open) => void): void {
  const group = found === undefined ? describe.skip : describe;
  const missing = `needs Chromium: ${named ?? paths.join(", ")} is missing, set CHROMIUM_PATH`;
  group(found === undefined ? `${title} (${missing})` : title, () => {
    let browser: Browser;
    let visitors: BrowserContext[] = [];
    beforeAll(async () => {
      browser = await chromium.launch({
        ...(found === undefined ? {} : { executablePath: found }),
        // A container has little shared memory, and its root user no sandbox.
        args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
      });
    }, 30_000);
    afterAll(() => browser.close(), 30_000);
    beforeEach(() => void (visitors = []));

    tests(async ({ width = 1366, height = 768, theme = "light", language = "zh-CN" } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        locale: language,
        timezoneId: "Asia/Shanghai",
        reducedMotion: "reduce",
      });
      visitors.push(context);
      const page = await context.newPage();
      return { page, guard: guardPage(page) };
    });
    // Behind the group's own, which may still need the page.
    afterEach(async () => {
      await Promise.all(visitors.map((visitor) => visitor.close()));
    }, 30_000);
  });
}
