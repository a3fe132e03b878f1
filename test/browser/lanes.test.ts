import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "./support/axe.ts";
import { shots } from "./support/shot.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("where matters wait", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  it(
    "is chosen on a page, which tells where a sentence would go and why",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(30_000);
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/lanes`);
      await page.locator('[data-part="lanes"]').waitFor();
      await page.getByLabel("客户的话").fill("壶底冒烟了怎么办");
      await page.getByText("事由：危险").waitFor();
      await page.getByText("因为“冒烟”").waitFor();
      await expectSound(page, "lanes");
      await page.getByRole("combobox", { name: "“投诉”的队列" }).click({ force: true });
      await page.getByRole("option").locator("visible=true").nth(1).click();
      await page.getByRole("button", { name: "保存" }).click();
      await page.getByText("已保存，几秒内生效").waitFor();
      expect(await page.getByText("账号自己的队列").locator("visible=true").count()).toBe(3);
      await page.getByLabel("客户的话").fill("蒸汽阀咋弄");
      await page.getByText("按“服务”处理").waitFor();
      const words = page.locator('[data-part="words"]');
      await words.getByRole("combobox", { name: "事由" }).click({ force: true });
      await page.getByRole("option", { name: "危险" }).click();
      await words.getByRole("combobox", { name: "哪一种危险" }).click({ force: true });
      await page.getByRole("option", { name: "受伤或不适" }).click();
      await words.getByLabel("要添加的词").fill("蒸汽阀");
      await page.keyboard.press("Enter");
      await page.getByText("因为自己添加的词“蒸汽阀”").waitFor();
      await words.getByText("1 / 100 个").waitFor();
      await shots(page, "lanes-words");
      await words.getByRole("button", { name: "移除“蒸汽阀”" }).click();
      await page.getByText("按“服务”处理").waitFor();
      await page.getByRole("button", { name: "撤销" }).click();
      await words.getByText("蒸汽阀", { exact: true }).waitFor();
      await words.getByLabel("要添加的词").fill("冒烟");
      await page.keyboard.press("Enter");
      await words.getByText("系统本来就认得").waitFor();
      await expectSound(page, "lanes with words");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
