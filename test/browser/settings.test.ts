import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";

import { axe } from "./support/axe.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";
import { cutOff, settled } from "./support/page.ts";
import { shot } from "./support/shot.ts";

const TEST_MS_MAX = 90_000;

type Listed = {
  readonly id: string;
  readonly parentId?: string | null;
  readonly name?: string;
  readonly code?: string;
  readonly active: boolean;
};

describeInBrowser("the pages for what agents choose and say", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
    // The practice shop has its own; here each line is known.
    await server.tables.rows("DELETE FROM canned");
    await server.tables.rows("DELETE FROM reason WHERE parent_id IS NOT NULL");
    await server.tables.rows("DELETE FROM reason");
    const top = await addReason("物流", "Delivery", null, 0);
    await addReason("催发货", "Where is my order", top, 0);
    await addReason("改地址", null, top, 1);
    await addReason("退货", "Returns", top, 2, false);
    const old = await addReason("旧活动", null, null, 1, false);
    await addReason("春节活动", null, old, 0);
    await server.tables.rows(
      `INSERT INTO canned (id, code, title, body, initials, position, updated_at)
       VALUES ($1, 'tk', '退款说明', '{{客户称呼}}，退款原路退回，一般三个工作日到账。订单{{订单号}}。', 'tksm', 0, now())`,
      [randomUUID()],
    );
  }, TEST_MS_MAX);
  afterAll(() => server.stop());
  const at = (path: string): string => server.url + path;

  async function addReason(
    name: string,
    nameEn: string | null,
    parentId: string | null,
    position: number,
    active = true,
  ): Promise<string> {
    const id = randomUUID();
    await server.tables.rows(
      `INSERT INTO reason (id, parent_id, key, name, name_en, position, active) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, parentId, id, name, nameEn, position, active],
    );
    return id;
  }

  const line = (page: Page, name: string) => page.getByRole("treeitem", { name });
  const hasKeyboard = (page: Page, name: string) =>
    page.waitForFunction((text) => document.activeElement?.textContent.trim().startsWith(text), name);

  /** The page as the server answers it, with the cookie of whoever is signed in on it. */
  const items = (page: Page, path: string) =>
    page.evaluate(
      async (asked) => ((await (await fetch(`/api/v1${asked}`)).json()) as { items: Listed[] }).items,
      path,
    );

  async function expectSound(page: Page, name: string): Promise<void> {
    for (const theme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await settled(page);
      await shot(page, `${name}-${theme}`);
      expect({ theme, found: await axe(page) }).toEqual({ theme, found: [] });
    }
    expect(await cutOff(page)).toEqual([]);
  }

  it(
    "let an administrator order and add categories by keyboard, which agents can then choose",
    async () => {
      const { page, guard } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/reasons"));
      await line(page, "物流").focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Alt+ArrowUp");
      await line(page, "改地址").and(page.locator('[aria-posinset="1"]')).waitFor();
      await hasKeyboard(page, "改地址");
      await page.keyboard.press("ArrowLeft");
      await hasKeyboard(page, "物流");
      await page.keyboard.press("ArrowLeft");
      await line(page, "催发货").waitFor({ state: "hidden" });
      await page.keyboard.press("ArrowRight");
      await line(page, "催发货 Where is my order 可选").waitFor();
      await line(page, "退货 Returns 已停用").waitFor();
      await line(page, "春节活动 上级已停用").waitFor();
      await expectSound(page, "reasons");

      await line(page, "物流").getByRole("button", { name: "在下面新建" }).click();
      const drawer = page.getByRole("dialog", { name: "新建分类" });
      await drawer.getByLabel("名称", { exact: true }).fill("丢件");
      await expectSound(page, "reasons-drawer");
      await drawer.getByRole("button", { name: "创建" }).click();
      await line(page, "丢件 可选").waitFor();

      const reasons = await items(page, "/reasons");
      const parent = reasons.find(({ name }) => name === "物流");
      const below = reasons.filter(({ parentId, active }) => parentId === parent?.id && active);
      expect(below.map(({ name }) => name)).toEqual(["改地址", "催发货", "丢件"]);
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "show an administrator what a colleague has changed meanwhile, and keep what she has typed",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/reasons"));
      await line(page, "旧活动").focus();
      await page.keyboard.press("Enter");
      const drawer = page.getByRole("dialog", { name: "旧活动" });
      await drawer.getByLabel("英文名称（可不填）").fill("Campaigns");
      await server.tables.rows(
        "UPDATE reason SET name = '大促活动', version = version + 1 WHERE name = '旧活动'",
      );
      await drawer.getByRole("button", { name: "保存" }).click();
      const changed = page.getByRole("dialog", { name: "大促活动" });
      await changed.getByText("现在的内容：").waitFor();
      await shot(page, "reasons-overtaken");
      expect(await changed.getByLabel("英文名称（可不填）").inputValue()).toBe("Campaigns");
      await changed.getByLabel("名称", { exact: true }).fill("大促活动");
      await changed.getByRole("button", { name: "保存" }).click();
      await line(page, "大促活动 Campaigns 已停用").waitFor();
    },
    TEST_MS_MAX,
  );

  it(
    "let an agent make, find and switch off canned replies of her own, and read the shared ones",
    async () => {
      const { page, guard } = await open();
      await signIn(server, page.context(), ["agent"], "林晓");
      await page.goto(at("/canned"));
      await page.getByRole("button", { name: "退款说明" }).click();
      const shared = page.getByRole("dialog", { name: "退款说明" });
      await shared.getByText("王女士，退款原路退回").waitFor();
      expect(await shared.getByLabel("标题").isDisabled()).toBe(true);
      expect(await shared.getByRole("button", { name: "保存" }).count()).toBe(0);
      await page.keyboard.press("Escape");
      await shared.waitFor({ state: "hidden" });

      await page.getByRole("button", { name: "新建快捷语" }).click();
      const drawer = page.getByRole("dialog", { name: "新建快捷语" });
      await drawer.getByLabel("代码").fill("hy");
      await drawer.getByLabel("标题").fill("欢迎语");
      await drawer.getByLabel("内容").fill("您好，我是");
      await drawer.getByRole("button", { name: "客服姓名" }).click();
      await page.keyboard.type("，您的订单{{订单号}}已查到。");
      await drawer.getByText("您好，我是林晓，您的订单{{订单号}}已查到。").waitFor();
      await drawer.getByText("发送前要由客服填写： {{订单号}}").waitFor();
      await expectSound(page, "canned-drawer");
      await drawer.getByRole("button", { name: "创建" }).click();
      await page.getByRole("row", { name: "/hy 欢迎语" }).getByText("我的").waitFor();
      await expectSound(page, "canned");

      await page.getByRole("textbox", { name: "代码、标题、内容、拼音首字母" }).fill("hyy");
      await page.getByRole("row", { name: "/tk" }).waitFor({ state: "hidden" });
      await page.getByRole("button", { name: "欢迎语" }).click();
      const mine = page.getByRole("dialog", { name: "欢迎语" });
      await mine.getByRole("switch", { name: "启用" }).press("Space");
      await mine.getByRole("button", { name: "保存" }).click();
      await page.getByRole("row", { name: "/hy 欢迎语" }).getByText("已停用").waitFor();
      expect((await items(page, "/canned")).map(({ code }) => code)).toEqual(["tk"]);
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
