import { createHash } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { until } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("the page of menus", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const phone = (page: Page) => page.locator('[data-part="menu-phone"]');
  const form = (page: Page) => page.locator('[data-part="menu-button"]');
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const publish = (page: Page) => page.locator('[data-part="publish"]');

  async function name(page: Page, text: string): Promise<void> {
    await form(page).getByLabel("名称", { exact: true }).fill(text);
  }

  it(
    "writes a menu on a phone, says what is wrong with it, publishes it, and puts an old one back",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/menus`);
      await page.getByText("至少要有一个按钮").or(page.getByText("还没有发布过")).first().waitFor();
      await press(page, "加一个菜单");
      await name(page, "<i>六个汉字名称</i>");
      await form(page)
        .getByText(/名称最长 16 字节/)
        .waitFor();
      await form(page).getByText("请填写机器人要回复的内容").waitFor();
      expect(await publish(page).isDisabled()).toBe(true);
      await expectSound(page, "menus-wrong");
      await name(page, "营业时间");
      await form(page).getByRole("textbox", { name: "回复这段话" }).fill("九点到二十一点");

      await press(page, "加一个菜单");
      await name(page, "服务");
      await form(page).getByText("展开子菜单").click();
      await phone(page).locator(".items").getByRole("button", { name: "新按钮" }).click();
      await name(page, "人工客服");
      await form(page).getByRole("combobox", { name: "机器人" }).click({ force: true });
      await page.getByRole("option", { name: "转人工" }).click();
      await press(page, "加一个子菜单");
      await name(page, "官网");
      await form(page).getByRole("combobox", { name: "动作" }).click({ force: true });
      await page.getByRole("option", { name: "打开网页" }).click();
      await form(page).getByRole("textbox", { name: "网址" }).fill("https://shop.example/");
      await press(page, "上移");
      await page.getByText("草稿已保存").waitFor();
      await page
        .locator('[data-part="menu-difference"]')
        .getByText(/营业时间/)
        .waitFor();
      await expectSound(page, "menus-editor");
      await publish(page).click();
      await page.getByText("平台上的菜单与最近发布的一致").waitFor();
      await page.getByText("第 1 版").waitFor();

      await phone(page).getByRole("button", { name: "营业时间" }).click();
      await press(page, "删除按钮");
      await page.getByText("草稿已保存").waitFor();
      await publish(page).click();
      await page.getByText("第 2 版").waitFor();
      await press(page, "换回这一版");
      await page.getByRole("dialog").getByRole("button", { name: "换回这一版" }).click();
      await page.getByText("第 3 版").waitFor();
      await phone(page).getByRole("button", { name: "营业时间" }).waitFor();
      await page.getByText("平台上的菜单与最近发布的一致").waitFor();
      await expectSound(page, "menus-published");
      expect(
        await server.tables.value(
          "SELECT menu -> 'tops' -> 1 -> 'items' -> 0 ->> 'name' FROM menu_version WHERE number = 3",
        ),
      ).toBe("官网");
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "lets a button send what the platform keeps for good, by its name",
    async () => {
      await keepAtPlatform("春季海报.png");
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/menus`);
      await press(page, "加一个菜单");
      await name(page, "海报");
      await form(page).getByRole("combobox", { name: "动作" }).click({ force: true });
      await page.getByRole("option", { name: "下发素材" }).click();
      await form(page).getByRole("combobox", { name: "素材" }).click({ force: true });
      const option = page.getByRole("option", { name: /春季海报/ });
      await option.waitFor();
      await expectSound(page, "menus-material");
      await option.click();
      await page.getByText("草稿已保存").waitFor();
      await publish(page).click();
      await page.getByText("第 4 版").waitFor();
      const sent = await server.tables.value<string>(
        "SELECT menu -> 'tops' -> -1 -> 'action' ->> 'mediaId' FROM menu_version ORDER BY number DESC LIMIT 1",
      );
      expect(sent).toMatch(/^[\w-]{64}$/);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "keeps what is written while the draft before is on its way",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      const ways: (() => void)[] = [];
      await page.route("**/accounts/*/menu", async (route) => {
        if (route.request().method() === "PUT")
          await new Promise<void>((go) => {
            ways.push(go);
          });
        await route.continue();
      });
      const kept = () =>
        server.tables.value<string>(
          "SELECT menu -> 'tops' -> -1 ->> 'name' FROM menu_draft ORDER BY at DESC LIMIT 1",
        );
      await page.goto(`${server.url}/menus`);
      await phone(page).getByRole("button", { name: "海报" }).click();
      await name(page, "海报一");
      await page.getByText("正在保存…").waitFor();
      await name(page, "海报二");
      // Longer than it waits for more to be written.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));
      ways.shift()?.();
      await until(kept, (found) => found === "海报一");
      await until(
        async () => ways.length,
        (held) => held === 1,
      );
      ways.shift()?.();
      await page.getByText("草稿已保存").waitFor();
      expect(await kept()).toBe("海报二");
    },
    TEST_MS_MAX,
  );

  /** As the brand would on the platform's own page. */
  async function keepAtPlatform(fileName: string): Promise<void> {
    const { appId, token } = server.server.account;
    const secret = createHash("sha256").update(`secret ${token}`).digest("hex").slice(0, 32);
    const wechat = `${server.url}/emulator/wechat/cgi-bin`;
    const query = new URLSearchParams({ grant_type: "client_credential", appid: appId, secret });
    const given = (await (await fetch(`${wechat}/token?${query.toString()}`)).json()) as {
      access_token: string;
    };
    const body = new FormData();
    body.append("media", new Blob([Buffer.from("\u0089PNG\r\n\u001a\n0000", "latin1")]), fileName);
    await fetch(`${wechat}/material/add_material?type=image&access_token=${given.access_token}`, {
      method: "POST",
      body,
    });
  }
});
