import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type Agent, composerOf, type Floor, openFloor, openThread, serve } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { signIn } from "./support/console.ts";
import { shots } from "./support/shot.ts";

const DAY = 86_400_000;
const dateOf = (at: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(at);

describeInBrowser("new agents", (open) => {
  let floor: Floor;
  let lin: Agent;
  let mentor: Agent;
  beforeAll(async () => {
    floor = await openFloor();
    lin = await floor.agent(open, "林晓");
    mentor = await floor.agent(open, "何带教", { presence: "not_ready" });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "are listed with what they have done for who leads them, who says that one is ready, and takes it back",
    async () => {
      const { page, guard } = await open();
      await signIn(floor, page.context(), ["supervisor"]);
      await page.goto(`${floor.url}/newcomers`);
      await page.getByText("现在没有新人", { exact: true }).waitFor();
      await expectSound(page, "newcomers-none");

      const nursery = {
        since: dateOf(Date.now() - 3 * DAY),
        caps: [1, 2, 2, 3],
        mentorId: mentor.id,
        reviewed: 3,
      };
      await floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [lin.id, { nursery }]);
      const fan = await floor.fan("小周");
      await serve(lin, fan, "发票抬头写错了");
      await openThread(lin, fan);
      await composerOf(lin.page).fill("可以改");
      await composerOf(lin.page).press("Enter");
      await lin.page.locator('[data-part="review-waiting"]').waitFor();

      await page.reload();
      const row = page.locator('[data-part="newcomers"]').getByRole("row", { name: /林晓/ });
      await row.getByText("第 4 天").waitFor();
      await row.getByText("待审 1").waitFor();
      await row.getByText("何带教").waitFor();
      await row.getByRole("img", { name: /第 4 天 1 位$/ }).waitFor();
      await row.getByRole("link").waitFor();
      await expectSound(page, "newcomers");
      await shots(page, "newcomers");

      await row.getByRole("button", { name: "林晓 出师" }).press("Enter");
      const dialog = page.getByRole("dialog", { name: "林晓 出师" });
      const send = dialog.locator('[data-part="graduate"]');
      expect(await send.isDisabled()).toBe(true);
      await dialog.getByText("独立应答稳定").click();
      await dialog.getByLabel("补充说明（可不填）").fill("连续三天无退回");
      await shots(page, "graduate");
      await expectSound(page, "graduate");
      await send.click();
      const graduates = page.locator('[data-part="graduates"]');
      await graduates.getByText("连续三天无退回").waitFor();
      await page.getByText("现在没有人在新人期。").waitFor();
      await shots(page, "graduates");
      await graduates.getByRole("button", { name: "撤销 林晓 的出师" }).click();
      await row.getByText("第 4 天").waitFor();
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "are listed for their mentor, who opens what they have in hand and cannot say that they are ready",
    async () => {
      const { page } = mentor;
      await page.goto(`${floor.url}/newcomers`);
      const row = page.locator('[data-part="newcomers"]').getByRole("row", { name: /林晓/ });
      await row.getByText("第 4 天").waitFor();
      expect(await page.getByRole("button", { name: "林晓 出师" }).count()).toBe(0);
      await row.getByRole("link").click();
      await page.getByText("发票抬头写错了").first().waitFor();
      expect(mentor.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
