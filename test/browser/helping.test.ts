import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type Floor, openFloor, rowOf } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";

describeInBrowser("临时支援", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "is asked for on the floor page; she is told how she may write before she does, and it ends with a tap",
    async () => {
      const cang = await floor.agent(open, "小仓");
      await floor.tables.rows(
        "DELETE FROM queue_member WHERE staff_id = $1 AND queue_id = (SELECT id FROM queue WHERE name = '售后一组')",
        [cang.id],
      );
      await floor.tables.rows("UPDATE staff SET password_hash = 'x' WHERE id = $1", [cang.id]);
      await floor.tables.rows(
        `INSERT INTO canned (id, queue_id, staff_id, code, title, body, initials, position, active, version, updated_at)
         VALUES ($1, NULL, NULL, 'qd', '请等', '请稍等，马上为您查单号{{单号}}。', '', 0, true, 1, now())`,
        [randomUUID()],
      );
      const chief = await floor.agent(open, "班长", { presence: "not_ready", roles: ["supervisor"] });
      const { page } = chief;
      await page.goto(`${floor.url}/floor`);
      const part = page.locator('[data-part="helping"]');
      await part.getByText("现在没有人在支援。").waitFor();
      await part.getByRole("button", { name: "安排临时支援" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("combobox", { name: "请谁支援" }).fill("小仓");
      await page.getByRole("option", { name: "小仓" }).click();
      await expectSound(page, "helping-ask");
      await dialog.getByRole("button", { name: "开始支援" }).click();
      await part.getByText("售后一组 · 只发快捷语").waitFor();
      const bar = page.locator('[data-part="deviation-bar"]');
      await bar.getByText(/小仓 支援 售后一组（只发快捷语）/).waitFor();
      await bar.getByRole("button", { name: "全部 1 项" }).click();
      await expectSound(page, "helping-floor");

      await cang.page.locator('[data-part="deviation-bar"]', { hasText: "您在支援 售后一组" }).waitFor();
      const fan = await floor.fan("小周");
      await fan.says("转人工");
      await rowOf(cang.page, fan).click();
      await cang.page.getByText("只能发快捷语，输入 / 选择，只填空格。").waitFor();
      await expectSound(cang.page, "helping-desk");
      const path = `/conversations/${await fan.conversationId()}/replies`;
      await expect(cang.call("POST", path, { text: "随便说一句" })).rejects.toThrow();
      const area = cang.page.getByRole("textbox", { name: /回复/ }).first();
      await area.fill("请稍等，马上为您查单号A1。");
      await area.press("Enter");
      await cang.page
        .locator('[data-author="agent"], article', { hasText: "请稍等，马上为您查单号A1。" })
        .first()
        .waitFor();

      await part.getByRole("button", { name: "结束支援：小仓" }).click();
      await part.getByText("支援已结束，手上的客户接待完为止").waitFor();
      await bar.waitFor({ state: "detached" });
      for (const who of [chief, cang]) expect(who.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
