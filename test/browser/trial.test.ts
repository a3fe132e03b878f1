import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { visitFan } from "./fan/ground.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("the gate before publishing", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const form = (page: Page) => page.locator('[data-part="entry-form"]');
  const goldens = (page: Page) => page.locator('[data-part="goldens"]');

  it(
    "tries a draft on its golden questions, holds what gets worse with the list, and lets it through with a reason",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(20_000);
      await signIn(server, page.context(), ["admin", "supervisor"]);
      await page.goto(`${server.url}/kb/faq?account=${server.server.account.id}`);
      await page.getByRole("table").waitFor();
      await page.keyboard.press("n");
      await form(page).getByLabel("标准问", { exact: true }).fill("可以刻字吗");
      await form(page)
        .getByLabel(/相似问/)
        .fill("能刻名字吗\n支持定制刻字吗");
      await form(page).getByLabel("答案", { exact: true }).fill("可以，下单时备注要刻的字。");
      await press(page, "保存草稿");
      await goldens(page).getByText("还没有考题").waitFor();
      await goldens(page).getByRole("textbox").fill("能刻名字吗\n支持定制刻字吗");
      await press(page, "添加考题");
      await goldens(page).getByText("支持定制刻字吗").waitFor();
      await press(page, "试跑");
      await goldens(page).getByText("没有变差，可以发布").waitFor();
      await goldens(page).getByText("答对 2 / 2").waitFor();
      await expectSound(page, "kb-trial-good");
      await press(page, "发布");
      await page.getByText("生效中 · 第 1 版").waitFor();

      await form(page).getByLabel("标准问", { exact: true }).fill("礼品卡怎么查余额");
      await form(page)
        .getByLabel(/相似问/)
        .fill("礼品卡还剩多少");
      await press(page, "发布");
      await page.getByRole("alert").getByText("2 个问题会比现在答得差").waitFor();
      await goldens(page).getByText("2 道考题会比现在答得差").waitFor();
      await goldens(page).getByText("答：可以刻字吗 → ").first().waitFor();
      await page.getByText("生效中 · 第 1 版").waitFor();
      await expectSound(page, "kb-trial-held");
      await page.getByLabel("仍要发布的原因").fill("刻字下架，礼品卡上线");
      await press(page, "仍要发布");
      await page.getByText("生效中 · 第 2 版").waitFor();

      await form(page).getByLabel("答案", { exact: true }).fill("在会员中心查余额。");
      await press(page, "灰度发布");
      await expectSound(page, "kb-canary-dialog");
      await page.getByRole("dialog").getByRole("button", { name: "灰度发布" }).click();
      await page.getByText("第 3 版灰度中：10% 的客户").waitFor();
      await page.getByText("生效中 · 第 2 版").waitFor();
      await expectSound(page, "kb-canary");
      await press(page, "撤回灰度");
      await page.getByText("第 3 版灰度中").waitFor({ state: "detached" });
      await page.getByText("生效中 · 第 2 版").waitFor();
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "keeps questions that no entry may answer, and holds what would",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(20_000);
      await signIn(server, page.context(), ["admin", "supervisor"]);
      await page.goto(`${server.url}/kb/faq?account=${server.server.account.id}`);
      await page.getByRole("table").waitFor();
      await press(page, "更多操作");
      await page.getByRole("menuitem", { name: "不该答的考题" }).click();
      const nobodys = page.locator('[data-part="nobodys"]');
      await nobodys.getByText(/^还没有/).waitFor();
      await nobodys.getByRole("textbox").fill("你们老板是谁");
      await press(page, "添加考题");
      await nobodys.getByRole("listitem").getByText("你们老板是谁").waitFor();
      await expectSound(page, "kb-nobodys");
      await page.keyboard.press("Escape");
      await nobodys.waitFor({ state: "detached" });

      await page.keyboard.press("n");
      await form(page).getByLabel("标准问", { exact: true }).fill("老板是谁");
      await form(page)
        .getByLabel(/相似问/)
        .fill("你家老板是谁\n老板叫什么名字");
      await form(page).getByLabel("答案", { exact: true }).fill("可以看官网的介绍。");
      await press(page, "保存草稿");
      await press(page, "发布");
      await goldens(page).getByText("1 道考题会比现在答得差").waitFor();
      await goldens(page).getByText("你们老板是谁").waitFor();
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "tells afterwards what the bot answered, kept and passed on, day by day and entry by entry",
    async () => {
      const fan = await visitFan(open, server.url, {});
      for (const [text, answer] of [
        ["几时发货", /发货|发出/],
        ["转人工", /人工|客服/],
      ] as const) {
        await fan.page.locator(".phone textarea").fill(text);
        await fan.page.locator(".phone textarea").press("Enter");
        await fan.page.locator(".phone .bubble").getByText(answer).last().waitFor();
      }
      const { page, guard } = await open();
      page.setDefaultTimeout(20_000);
      await signIn(server, page.context(), ["supervisor"]);
      await page.goto(`${server.url}/kb/report?account=${server.server.account.id}`);
      await page.getByText("答复 1 次里，客户接着找人或换着说又问的 1 次").waitFor();
      await page.getByText("1 个会话里 0 个没有找人就结束了").waitFor();
      await page.getByRole("row", { name: /100\.0%/ }).waitFor();
      await expectSound(page, "kb-report");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
