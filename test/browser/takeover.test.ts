import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("the page of taking over", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  it(
    "reads what was there, goes on after she left, makes drafts, publishes one, takes back, puts the menu back",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
      await page.goto(`${server.url}/takeover/${server.server.account.id}`);
      await page.getByText("还没有读取过。").waitFor();
      await expectSound(page, "takeover-empty");
      await press("读取后台内容");
      await page.getByText("回复是语音，答案只能是文字、图片或一篇图文").waitFor();
      await page.getByText("原来随机发一条，接管后只用第一条").waitFor();
      await expectSound(page, "takeover-found");

      const invoices = page.getByRole("checkbox", { name: "开发票" });
      await invoices.focus();
      await page.keyboard.press("Space");
      await page.getByText("将生成 2 条标准问草稿、1 段话、1 份菜单草稿。").waitFor();
      await page.goto(`${server.url}/relay/${server.server.account.id}`);
      await page.getByRole("link", { name: "去接管" }).click();
      await page.getByText("将生成 2 条标准问草稿").waitFor();
      expect(await invoices.isChecked()).toBe(false);

      await press("生成草稿");
      await page.getByRole("dialog").getByRole("button", { name: "生成草稿" }).click();
      await page.getByText("菜单已成为草稿，还没有发布。").waitFor();
      await page.getByRole("row", { name: "门店停车 草稿" }).getByRole("button", { name: "发布" }).click();
      await page.getByText("已发布 1 条标准问").waitFor();
      await expectSound(page, "takeover-made");
      await press("撤销这一步");
      await page.getByText("将生成 2 条标准问草稿").waitFor();

      await press("把菜单放回去");
      await page.getByRole("dialog").getByRole("button", { name: "把菜单放回去" }).click();
      await page.getByText("已放回，重新读取核对一致").waitFor();
      await expectSound(page, "takeover-back");
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
