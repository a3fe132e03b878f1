import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { type Floor, openFloor } from "../desk/floor.ts";
import { signIn } from "../support/console.ts";
import { expectSound } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { shot, shots } from "../support/shot.ts";

/** By keyboard alone: F2, down to the reason, Enter. */
async function asksFor(page: Page, reason: string): Promise<void> {
  await page.keyboard.press("F2");
  const item = page.locator('[role="menuitemradio"]', { hasText: reason });
  await item.waitFor();
  for (let steps = 0; steps < 12; steps += 1) {
    if (await item.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
}

describeInBrowser("the break line", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
    await floor.tables.rows(
      "INSERT INTO break_quota (group_id, code, max) SELECT id, '', 1 FROM queue_group",
    );
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "lets one go, the next one stand in line, and a leader see and move both; what is over its plan is red on both screens",
    async () => {
      const lin = await floor.agent(open, "林晓");
      const zhou = await floor.agent(open, "周宁");
      const chief = await floor.agent(open, "班长", { presence: "not_ready", roles: ["supervisor"] });
      await asksFor(lin.page, "用餐");
      await lin.page.locator('[data-part="status"]', { hasText: /用餐.*剩 \d+:\d\d/ }).waitFor();
      await asksFor(zhou.page, "洗手间");
      const line = zhou.page.locator('[data-part="break-line"]');
      await line.getByText(/小休排队：洗手间，下一个就是你/).waitFor();
      await expectSound(zhou.page, "break-line");

      await chief.page.goto(`${floor.url}/floor`);
      const breaks = chief.page.locator('[data-part="floor-breaks"]');
      await breaks.getByText("周宁").waitFor();
      await breaks.getByText(/合计 1\/1/).waitFor();
      await floor.tables.rows(
        "UPDATE agent_session SET back_at = now() - interval '2 minutes', version = version + 1 WHERE presence = 'break'",
      );
      await lin.page.locator('[data-part="status"] .since.bad', { hasText: "超 2:" }).waitFor();
      await lin.page.locator('[data-part="break-over"]').waitFor();
      const row = chief.page.locator('[data-part="floor-agents"] tbody tr', { hasText: "林晓" });
      await row.locator(".bad", { hasText: "超 2:" }).waitFor();
      await expectSound(chief.page, "floor-breaks");
      await shot(chief.page, "floor-breaks");
      await breaks.getByText("今天的小休时间").click();
      await breaks.getByText(/^用餐 \d+:\d\d/).waitFor();
      await shot(lin.page, "break-over");

      await lin.page.locator('[data-part="break-over"]').getByRole("button", { name: "恢复示闲" }).click();
      await line.getByText("轮到你小休了：洗手间").waitFor();
      await shot(zhou.page, "break-turn");
      await line.locator('[data-part="go"]').click();
      await zhou.page.locator('[data-part="status"]', { hasText: "洗手间" }).waitFor();
      await line.waitFor({ state: "detached" });
      for (const one of [lin, zhou, chief]) expect(one.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "has a page for reasons and for how many of a group go at once",
    async () => {
      const { page, guard } = await open();
      await signIn(floor, page.context(), ["admin"]);
      await page.goto(`${floor.url}/breaks`);
      await page.getByRole("button", { name: "新建原因" }).click();
      const form = page.getByRole("dialog");
      await form.getByLabel("名称", { exact: true }).fill("吃药");
      await form.getByText("要组长批准").click();
      await form.getByRole("button", { name: "保存" }).click();
      const row = page.locator('[data-part="break-codes"] tbody tr', { hasText: "吃药" });
      await row.getByText("要批准").waitFor();
      await row.getByText("15 分钟").waitFor();
      const cell = page.getByLabel(/吃药 同时最多几人$/);
      await cell.fill("2");
      const put = page.waitForResponse((one) => one.request().method() === "PUT" && one.ok());
      await cell.press("Enter");
      await put;
      const kept = await floor.tables.rows("SELECT max FROM break_quota WHERE code <> ''");
      expect(kept).toEqual([{ max: 2 }]);
      await expectSound(page, "breaks");
      await shots(page, "breaks-page");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "shows her who changed how much she takes, and that a break was refused",
    async () => {
      const wu = await floor.agent(open, "吴桐");
      const chief = await floor.agent(open, "组长", { presence: "not_ready", roles: ["supervisor"] });
      await floor.tables.rows("UPDATE break_quota SET max = 0");
      await asksFor(wu.page, "用餐");
      await wu.page.locator('[data-part="break-line"]').waitFor();
      await chief.page.goto(`${floor.url}/floor`);
      await chief.page.getByRole("button", { name: "不同意 吴桐 小休" }).click();
      const ended = wu.page.locator('[data-part="break-ended"]');
      await ended.getByText("组长 没有同意你的用餐").waitFor();
      await ended.getByRole("button", { name: "知道了" }).click();
      await ended.waitFor({ state: "detached" });

      const capacity = chief.page.getByLabel("吴桐 的接待量");
      await capacity.fill("2");
      await capacity.press("Enter");
      const led = wu.page.locator('[data-part="led"]');
      await led.getByText("组长 把你的接待量改为 2").waitFor();
      await led.getByRole("button", { name: "知道了" }).click();
      await led.waitFor({ state: "detached" });
      await chief.page.getByRole("button", { name: "置忙 吴桐" }).click();
      await led.getByText("组长 把你设为示忙").waitFor();
    },
    TEST_MS_MAX,
  );
});
