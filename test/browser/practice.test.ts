import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { composerOf, type Floor, openFloor, openThread, serve, until } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";

describeInBrowser("practice", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor({ autoAccept: true, wrapRequired: [] });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "is given by a leader from a chat that is over, after she has looked, and scored beside what was answered",
    async () => {
      const lin = await floor.agent(open, "林晓");
      const fan = await floor.fan("小周");
      await serve(lin, fan, "电话13800138000，什么时候发货");
      await openThread(lin, fan);
      const answer = "抱歉让您久等，48小时内发出，请放心";
      await composerOf(lin.page).fill(answer);
      await composerOf(lin.page).press("Enter");
      await until(fan.lines, (lines) => lines.includes(answer));
      const conversationId = await fan.conversationId();
      const contactId = await floor.tables.value<string>(
        "SELECT id FROM contact WHERE conversation_id = $1 ORDER BY created_at DESC LIMIT 1",
        [conversationId],
      );
      await lin.call("POST", `/contacts/${contactId}/end`);
      await lin.call("POST", `/contacts/${contactId}/wrap-up`, {});

      const { page } = lin;
      await page.goto(`${floor.url}/practice`);
      await page.getByText("还没有可以演练的会话").waitFor();
      await expectSound(page, "practice-none");

      const chief = await floor.agent(open, "班长", { presence: "not_ready", roles: ["supervisor"] });
      await chief.page.goto(`${floor.url}/desk/${conversationId}`);
      await chief.page.getByRole("link", { name: "用于演练" }).click();
      const drawer = chief.page.getByRole("dialog", { name: "用于演练" });
      const said = drawer.getByLabel("第 1 轮，客户");
      await said.waitFor();
      expect(await said.inputValue()).toMatch(/电话【电话】，什么时候发货/u);
      const send = drawer.locator('[data-part="practice-make"]');
      await drawer.getByLabel(/^标题/).fill("催发货");
      expect(await send.isDisabled()).toBe(true);
      await said.fill("打13900139000催发货");
      await drawer.getByText(/^我已逐轮看过/).click();
      await send.click();
      await drawer.getByText(/第 1 轮还有姓名/).waitFor();
      await said.fill("什么时候发货");
      expect(await send.isDisabled()).toBe(true);
      await drawer.getByText(/^我已逐轮看过/).click();
      await expectSound(chief.page, "practice-make");
      await send.click();
      const row = chief.page.getByRole("row", { name: /催发货/ });
      await row.waitFor();
      await row.getByRole("button", { name: "撤下 催发货" }).click();
      await row.getByText("已撤下").waitFor();
      await chief.page.getByRole("button", { name: "撤销" }).click();
      await row.getByRole("button", { name: "开始 催发货" }).waitFor();
      await expectSound(chief.page, "practice-list");

      await page.reload();
      await page.getByRole("button", { name: "开始 催发货" }).click();
      await page.locator('[data-part="practice-next"]').getByText("什么时候发货").waitFor();
      expect(await page.getByText(answer).count()).toBe(0);
      await page.getByLabel("写下您会怎么回复").fill("亲，百分百明天发");
      await page.getByLabel("写下您会怎么回复").press("Control+Enter");
      await page.getByText(answer).waitFor();
      await page.getByText("店铺不许这样承诺：百分百").waitFor();
      await page.getByText("没有说到：48").waitFor();
      await page.getByText(/^演练结束：\d+ 分/).waitFor();
      await expectSound(page, "practice-run");
      await page.getByRole("button", { name: "返回列表" }).click();
      await page.getByText(/^\d+ 分（练过 1 次）/).waitFor();
      expect((await fan.received()).join()).not.toMatch(/百分百/u);
      expect([lin, chief].flatMap(({ guard }) => guard.offences())).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
