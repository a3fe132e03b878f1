import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { visitFan } from "./fan/ground.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("the pages of the knowledge", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const form = (page: Page) => page.locator('[data-part="entry-form"]');
  const box = (page: Page) => page.locator('[data-part="test-box"]');
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const field = (page: Page, label: string | RegExp) =>
    form(page).getByLabel(label, { exact: typeof label === "string" });
  const answer = (page: Page) => field(page, "答案");

  /** What a practice fan is told through the real door. */
  async function asFan(text: string, expected: string): Promise<void> {
    const { page } = await visitFan(open, server.url, {});
    await page.locator(".phone textarea").fill(text);
    await page.locator(".phone textarea").press("Enter");
    await page.locator(".phone .bubble").getByText(expected, { exact: true }).waitFor();
    await page.context().close();
  }

  it(
    "edits, publishes and rolls back an entry: the test box and customers are answered anew; of two editors neither loses a word",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(20_000);
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/kb/faq?account=${server.server.account.id}`);
      await page.getByRole("table").waitFor();
      await expectSound(page, "kb-list");
      await page.keyboard.press("n");
      await field(page, "标准问").fill("可以刻字吗");
      await field(page, /相似问/).fill("能刻名字吗\n支持定制刻字吗");
      await answer(page).fill("可以，下单时备注要刻的字。");
      await page.reload();
      await page.getByText("已恢复上次没有保存的修改").waitFor();
      expect(await answer(page).inputValue()).toBe("可以，下单时备注要刻的字。");
      await press(page, "保存草稿");
      await page.getByText("从未发布").waitFor();
      await box(page).getByRole("textbox").fill("能刻名字吗");
      await box(page)
        .getByText(/转人工|没听懂|追问/)
        .waitFor();
      await expectSound(page, "kb-draft");

      await press(page, "发布");
      await page.getByText("生效中 · 第 1 版").waitFor();
      await box(page).getByText("直接回答", { exact: true }).waitFor();
      await box(page).locator(".verdict").getByText("100%").waitFor();
      await box(page).getByText("可以，下单时备注要刻的字。").waitFor();
      await asFan("能刻名字吗", "可以，下单时备注要刻的字。");

      const second = await page.context().newPage();
      second.setDefaultTimeout(20_000);
      await second.goto(page.url());
      await answer(second).fill("可以，最多六个字。");
      await answer(page).fill("可以，免费刻字。");
      await press(page, "保存草稿");
      await page.getByText("草稿已保存").waitFor();
      await press(second, "保存草稿");
      const conflict = second.locator('[data-part="conflict"]');
      await conflict.getByText("可以，免费刻字。").waitFor();
      await conflict.getByText("可以，最多六个字。").waitFor();
      await expectSound(second, "kb-conflict");
      await press(second, "用我的继续");
      await press(second, "发布");
      await second.getByText("生效中 · 第 2 版").waitFor();
      await box(second).getByRole("textbox").fill("支持定制刻字吗");
      await box(second).getByText("可以，最多六个字。").waitFor();

      await second.getByText("第 2 版", { exact: true }).click();
      await second.locator("ins", { hasText: "可以，最多六个字。" }).waitFor();
      await expectSound(second, "kb-versions");
      await press(second, "回滚");
      await second.getByRole("dialog").getByRole("button", { name: "回滚" }).click();
      await second.getByText("生效中 · 第 3 版").waitFor();
      await box(second).getByText("可以，下单时备注要刻的字。").waitFor();
      await asFan("支持定制刻字吗", "可以，下单时备注要刻的字。");
      expect(guard.offences()).toEqual([]);
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
