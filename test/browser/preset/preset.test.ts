import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { type Floor, openFloor, rowOf } from "../desk/floor.ts";
import { expectSound } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { signIn } from "../support/console.ts";
import { shots } from "../support/shot.ts";

/** Chooses what a new preset changes, by the name of the kind. */
async function adds(page: Page, kind: string): Promise<void> {
  await page
    .getByRole("group", { name: "添加改动" })
    .getByRole("button", { name: kind, exact: true })
    .click();
  await page.locator('[data-part="deviation"]', { hasText: kind }).waitFor();
}

describeInBrowser("大促预案", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor({ autoAccept: false });
    await floor.tables.rows(
      `INSERT INTO queue (id, group_id, key, name, policy, created_at)
       SELECT $1, group_id, 'agency', '外包组', '{}', now() FROM queue LIMIT 1`,
      [randomUUID()],
    );
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "is written, previewed and switched on by a leader; everybody sees what is not as usual, until it is again",
    async () => {
      const lin = await floor.agent(open, "林晓", { capacity: 1 });
      const [one, two, three] = [await floor.fan("小周"), await floor.fan("小吴"), await floor.fan("小郑")];
      for (const fan of [one, two, three]) await fan.says("转人工");

      const { page, guard } = await open();
      await signIn(floor, page.context(), ["supervisor"]);
      await page.goto(`${floor.url}/presets`);
      await page.getByText("还没有预案", { exact: true }).waitFor();
      await expectSound(page, "presets-none");

      await page.getByRole("button", { name: "新建预案" }).click();
      await page.getByLabel("名称", { exact: true }).fill("双11 高峰");
      await adds(page, "接待上限增加");
      await adds(page, "自动接待");
      await adds(page, "小结从简");
      await adds(page, "溢出到其他队列");
      await adds(page, "队列报警线");
      await adds(page, "通知停发");
      await adds(page, "排队开场白");
      const save = page.getByRole("button", { name: "保存" });
      expect(await save.isDisabled()).toBe(true);
      await page.getByLabel("说什么").fill("今天咨询较多，会按顺序接待您。");
      await page.locator('[data-part="preview"]').getByRole("button", { name: "预演" }).click();
      await page.getByRole("row", { name: /八成等候不超过/ }).waitFor();
      await expectSound(page, "preset-drawer");
      await save.click();
      await page.locator('[data-part="presets"]').getByText("双11 高峰").waitFor();

      await page.getByRole("button", { name: "启用「双11 高峰」" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("row", { name: /一小时后还在等/ }).waitFor();
      await expectSound(page, "preset-start");
      await dialog
        .getByRole("button", { name: "2 小时" })
        .or(dialog.getByRole("button", { name: "120 分钟" }))
        .click();
      await dialog.getByRole("button", { name: "立即启用" }).click();

      const bar = page.locator('[data-part="deviation-bar"]');
      await bar.getByText(/^「双11 高峰」/).waitFor();
      await bar.getByRole("button", { name: "全部 7 项" }).press("Enter");
      await bar.getByText("每人接待上限 +2").last().waitFor();
      await expectSound(page, "presets-running");

      // The agent gets two more, without a click, and reads why.
      const hers = lin.page.locator('[data-part="deviation-bar"]');
      await hers.getByText(/你最多可多接 2 位/).waitFor();
      for (const fan of [two, three]) await rowOf(lin.page, fan).waitFor();
      await lin.page.locator('[data-part="status"]', { hasText: "/3" }).waitFor();
      expect(await hers.getByRole("button", { name: /恢复正常|结束/ }).count()).toBe(0);
      await expectSound(lin.page, "preset-desk");

      await page.goto(`${floor.url}/floor`);
      await bar.getByText(/^「双11 高峰」/).waitFor();
      await shots(page, "preset-floor");
      await bar.getByRole("button", { name: "结束「双11 高峰」，恢复正常" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "恢复正常" }).click();
      await bar.waitFor({ state: "detached" });
      await hers.waitFor({ state: "detached" });
      await lin.page.locator('[data-part="status"]', { hasText: "3/1" }).waitFor();

      await page.goto(`${floor.url}/presets`);
      const past = page.locator('[data-part="past-runs"] tbody tr');
      await past.getByText("双11 高峰").waitFor();
      await expectSound(page, "presets-past");
      // Nobody takes such a day for a usual one.
      await page.goto(`${floor.url}/kb/report`);
      await page.locator('[data-part="deviated"]', { hasText: "双11 高峰" }).waitFor();
      await expectSound(page, "preset-report");
      for (const who of [guard, lin.guard]) expect(who.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
