import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Locator } from "playwright-core";

import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";
import { settled } from "./support/page.ts";
import { shots } from "./support/shot.ts";

/** Between a drawer's header and what it is about, in pixels: air, not a hole. */
const GAP_MAX = 24;

describeInBrowser("what opens over a page", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const gapBelowHeader = (layer: Locator): Promise<number> =>
    layer.evaluate((dialog) => {
      const header = dialog.querySelector("header");
      const first = dialog.querySelector(".el-drawer__body > div > *, .el-drawer__body form > *");
      if (header === null || first === null) return Number.NaN;
      return first.getBoundingClientRect().top - header.getBoundingClientRect().bottom;
    });

  const drawers = [
    { name: "reason", at: "/reasons", button: "新建分类", title: "新建分类", field: "名称" },
    { name: "canned", at: "/canned", button: "新建快捷语", title: "新建快捷语", field: "代码" },
    { name: "person", at: "/people", button: "新建用户", title: "新建用户", field: "姓名" },
    { name: "queue", at: "/groups", button: "新建队列", title: "新建队列", field: "名称" },
    { name: "connector", at: "/connectors", button: "新建连接", title: "新建连接", field: "名称" },
  ];

  it.each(drawers)(
    "has its cursor where one starts each time, close under its title: $name",
    async ({ name, at, button, title, field }) => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(server.url + at);
      const drawer = page.getByRole("dialog", { name: title });
      for (const time of ["first", "second"]) {
        await page.getByRole("button", { name: button }).first().click();
        await expectFocus(drawer.getByLabel(field, { exact: true }), time);
        if (time === "second") continue;
        await page.keyboard.press("Escape");
        await drawer.waitFor({ state: "hidden" });
      }
      await shots(page, `drawer-${name}`);
      expect(await gapBelowHeader(drawer)).toBeLessThanOrEqual(GAP_MAX);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "has its cursor where an agent chooses her seat: among many in the search, else on the one that is chosen",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["agent"]);
      await page.goto(`${server.url}/desk`);
      const dialog = page.getByRole("dialog", { name: "签入" });
      const start = async (field: Locator, time: string): Promise<void> => {
        await page.getByRole("button", { name: "签入" }).first().click();
        await expectFocus(field, time);
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "hidden" });
      };
      await start(dialog.getByLabel("找座席号"), "first");
      await start(dialog.getByLabel("找座席号"), "second");
      await server.tables.rows(
        "UPDATE seat SET state = 'retired' WHERE id NOT IN (SELECT id FROM seat ORDER BY number LIMIT 3)",
      );
      const chosen = dialog.locator('[role="radio"][aria-checked="true"]');
      await start(chosen, "third");
      await start(chosen, "fourth");
    },
    TEST_MS_MAX,
  );
});

/** Once the layer stands still: its trap for the focus has done what it does. */
async function expectFocus(field: Locator, time: string): Promise<void> {
  await field.waitFor();
  await settled(field.page());
  const focused = await field.evaluate((element) => element === document.activeElement);
  expect({ time, focused }).toEqual({ time, focused: true });
}
