import { accessSync, constants } from "node:fs";

import { afterAll, beforeAll, describe, jest } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";

import { type Guard, guardPage } from "./guard.ts";

/** Debian's; playwright-core brings none of its own. */
const path = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

// A browser that shares its machine may be late once, and that is told; what is wrong is wrong three times.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

const isThere = ((): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
})();

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

/** A fresh visitor: a browser profile of her own, without cookies and with nothing kept. Closed with the tests. */
export type Open = (options?: VisitOptions) => Promise<Visit>;

/**
 * A group of tests with one Chromium, in the file's own process. Where there is no Chromium all of them are skipped,
 * and the reason is in the name.
 */
export function describeInBrowser(title: string, tests: (open: Open) => void): void {
  const group = isThere ? describe : describe.skip;
  group(isThere ? title : `${title} (needs Chromium: ${path} is missing, set CHROMIUM_PATH)`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: path,
        // A container has little shared memory, and its root user no sandbox.
        args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
      });
    }, 30_000);
    afterAll(() => browser.close(), 30_000);

    tests(async ({ width = 1366, height = 768, theme = "light", language = "zh-CN" } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        locale: language,
        timezoneId: "Asia/Shanghai",
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      return { page, guard: guardPage(page) };
    });
  });
}
