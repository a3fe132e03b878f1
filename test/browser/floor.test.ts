import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type Floor, openFloor, serve } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";

describeInBrowser("the floor page", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "shows who waits and who is there, and lets a supervisor set somebody not ready and sign her out",
    async () => {
      const lin = await floor.agent(open, "林晓", { capacity: 1 });
      await serve(lin, await floor.fan("小周"));
      await (await floor.fan("小吴")).says("转人工");
      const chief = await floor.agent(open, "班长", { presence: "not_ready", roles: ["supervisor"] });
      const { page } = chief;
      await page.goto(`${floor.url}/floor`);
      const tile = page.getByRole("listitem").filter({ hasText: "售后一组" });
      await tile.getByText(/^1 排队/).waitFor();
      const row = page.locator('[data-part="floor-agents"] tbody tr', { hasText: "林晓" });
      await row.getByText("1/1").waitFor();
      await row.getByText("已满").waitFor();
      await expectSound(page, "floor");

      await floor.tables.rows(`UPDATE queue SET policy = policy || '{"alarmNoneFree": true}'`);
      await tile.getByText("报警 有人排队、无人空闲").waitFor();
      await page.getByText("售后一组：有人排队、无人空闲").waitFor({ timeout: 20_000 });
      await page.getByRole("img", { name: "1 个队列报警" }).waitFor();
      expect(await page.title()).toMatch(/^\(\d+\)/);
      await expectSound(page, "floor-alarm");
      await floor.tables.rows("UPDATE queue SET policy = policy - 'alarmNoneFree'");
      await page.locator('[data-part="alarm-count"]').waitFor({ state: "detached", timeout: 20_000 });

      await row.getByRole("button", { name: /^置忙/ }).click();
      await row.getByText("由 班长 设置").waitFor();
      await row.getByRole("button", { name: /^签出/ }).click();
      await page.getByText("她手上的 1 位客户会按队列规则交给其他客服。").waitFor();
      await page.getByRole("dialog").getByRole("button", { name: "签出" }).click();
      await row.waitFor({ state: "detached" });
      expect(chief.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
