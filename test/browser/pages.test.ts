import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { homeOf, routes } from "../../console/src/app/routes.ts";
import { expectReadable } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";
import { chooseInPalette, cutOff, settled, wordsOf } from "./support/page.ts";
import { shot, shots } from "./support/shot.ts";

/** The smallest screen of a call centre, a narrow one, and the smallest at 200 %. */
const SMALL = [
  [1366, 768],
  [1024, 768],
  [683, 384],
] as const;
/** What the bot understands, which is Chinese; an English page quotes it. */
/** What fans write, and what the platform calls its labels, stands in the wire's raw answers. */
const FAN_WORDS = ["转人工", "几时发货", "星标组"];
const EVERYTHING = ["admin", "supervisor", "auditor"] as const;

const pages = routes
  .filter(({ path, redirect }) => redirect === undefined && !path.startsWith("/:"))
  .map(({ path }) => homeOf(path));
const inside = routes
  .filter(({ meta }) => meta !== undefined && meta.access !== "entry")
  .map(({ path }) => homeOf(path));

const ofAccount = new Set(routes.filter(({ path }) => path.endsWith("/:id")).map(({ path }) => homeOf(path)));

async function expectToFit(page: Page): Promise<void> {
  for (const [width, height] of SMALL) {
    await page.setViewportSize({ width, height });
    await settled(page);
    expect({ width, cut: await cutOff(page) }).toEqual({ width, cut: [] });
  }
}

describeInBrowser("every page of the console", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);
  /** A page of one account is that of the practice shop's. */
  const at = (path: string): string =>
    server.url + (ofAccount.has(path) ? `${path}/${server.server.account.id}` : path);

  it.each(pages)(
    "fits, reads and keeps to itself, in both themes and languages: %s",
    async (path) => {
      const { page, guard } = await open();
      const isInside = inside.includes(path);
      if (isInside) await signIn(server, page.context(), EVERYTHING, "Lin");
      await page.goto(at(path));
      await page.evaluate(() => Object.assign(window, { isStillThere: true }));
      await expectReadable(page);
      await shots(page, path.slice(1));
      await expectToFit(page);

      if (isInside) await chooseInPalette(page, "English");
      else await page.getByRole("button", { name: "English" }).click();
      await page.waitForFunction(() => document.documentElement.lang === "en");
      await expectToFit(page);
      await shot(page, `${path.slice(1)}-en`);
      const words = await wordsOf(page, [...FAN_WORDS, ...(await server.names())]);
      expect(words.length).toBeGreaterThan(3);
      expect(words.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
      expect(words.filter((text) => /^[a-z_]+(?:\.[a-z_]+)+$/.test(text))).toEqual([]);

      expect(await page.evaluate(() => "isStillThere" in window)).toBe(true);
      expect(guard.offences()).toEqual([]);
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
