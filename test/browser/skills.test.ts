import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { composerOf, type Floor, openFloor } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { signIn } from "./support/console.ts";

describeInBrowser("what agents can, and what they take by themselves", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor({ mode: "pull" });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop(), TEST_MS_MAX);

  it(
    "shows skills and capacities in a table, and those of one person with her queues",
    async () => {
      const { page, guard } = await open();
      await floor.agent(open, "搭档小吴");
      const admin = await signIn(floor, page.context(), ["admin"], "林晓");
      await page.goto(`${floor.url}/skills`);
      await page.getByLabel("技能名").fill("西班牙语");
      await page.keyboard.press("Enter");
      await page.getByLabel("林晓的西班牙语熟练度").first().fill("4");
      await page.keyboard.press("Enter");
      await page.getByRole("columnheader", { name: "西班牙语 1 人" }).waitFor();
      await page.getByLabel("林晓的接待上限").first().fill("7");
      await page.keyboard.press("Tab");
      await expectSound(page, "skills");
      await page.getByLabel("林晓的西班牙语熟练度").first().fill("9");
      await page.keyboard.press("Tab");
      expect(await page.getByLabel("林晓的西班牙语熟练度").first().inputValue()).toBe("4");
      const kept = await floor.tables.rows("SELECT capacity, abilities FROM staff WHERE id = $1", [admin.id]);
      expect(kept).toMatchObject([{ capacity: 7, abilities: { skills: { 西班牙语: 4 } } }]);

      await page.goto(`${floor.url}/people`);
      await page.locator("table").getByRole("button", { name: "林晓" }).first().click();
      const drawer = page.getByRole("dialog");
      await drawer.locator('[data-part="abilities"]').getByText("西班牙语").waitFor();
      await drawer.locator('[data-part="person-queues"] .el-select__wrapper').click();
      await page.getByRole("option", { name: "售后一组" }).click();
      await drawer.getByLabel("售后一组的优先序").fill("2");
      await page.keyboard.press("Tab");
      await drawer.locator('[data-part="person-queues"]').scrollIntoViewIfNeeded();
      await expectSound(page, "person-abilities");
      await drawer.getByRole("button", { name: "设为新人" }).click();
      await drawer.getByLabel("每天上限").fill("1, x");
      await drawer.getByText(/请写 1 到 50 的整数/).waitFor();
      await drawer.getByLabel("每天上限").fill("1，2 3");
      const mentor = drawer.locator('[data-part="mentor"]');
      await mentor.locator("input").fill("搭档小吴");
      await page.getByRole("option", { name: /搭档小吴/ }).click();
      await drawer.getByLabel("前几条回复先审后发").fill("20");
      await page.keyboard.press("Tab");
      await drawer.locator('[data-part="nursery"]').scrollIntoViewIfNeeded();
      await expectSound(page, "person-nursery");
      const partner = drawer.locator('[data-part="partner"]');
      await partner.locator("input").fill("搭档小吴");
      await page.getByRole("option", { name: /搭档小吴/ }).click();
      await drawer.getByRole("button", { name: "保存" }).click();
      await page.getByText("已保存").first().waitFor();
      await partner.scrollIntoViewIfNeeded();
      await partner.getByText(/搭档小吴/).waitFor();
      await expectSound(page, "person-partner");
      const named = await floor.tables.value("SELECT abilities ->> 'partnerId' FROM staff WHERE id = $1", [
        admin.id,
      ]);
      const caps = await floor.tables.value<object>(
        "SELECT abilities -> 'nursery' -> 'caps' FROM staff WHERE id = $1",
        [admin.id],
      );
      expect(caps).toEqual([1, 2, 3]);
      expect(
        await floor.tables.value("SELECT abilities #> '{nursery,reviewed}' FROM staff WHERE id = $1", [
          admin.id,
        ]),
      ).toBe(20);
      expect(
        await floor.tables.value("SELECT abilities #>> '{nursery,mentorId}' FROM staff WHERE id = $1", [
          admin.id,
        ]),
      ).toBe(named);
      expect(named).toBe(
        await floor.tables.value("SELECT id FROM staff WHERE name = '搭档小吴' ORDER BY id DESC LIMIT 1"),
      );
      await page.goto(`${floor.url}/me`);
      const own = page.locator('[data-part="own-nursery"]');
      await own.getByText("带教：搭档小吴").waitFor();
      await own.scrollIntoViewIfNeeded();
      await expectSound(page, "own-nursery");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "lets an agent take the first who waits by a key",
    async () => {
      const lin = await floor.agent(open, "抢手", { capacity: 8 });
      await (await floor.fan("小周")).says("转人工");
      await (await floor.fan("小吴")).says("转人工");
      const block = lin.page.locator('[data-part="pull"]');
      await block.getByText(/位在等/).waitFor();
      await block.locator("li").nth(1).waitFor();
      await expectSound(lin.page, "pull");
      await lin.page.keyboard.press("Control+Shift+L");
      await composerOf(lin.page).waitFor();
      expect(lin.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
