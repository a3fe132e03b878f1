import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { signIn } from "../support/console.ts";
import { settled } from "../support/page.ts";
import { shot, shots } from "../support/shot.ts";
import {
  type Agent,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  reloadUntil,
  serve,
  until,
} from "./floor.ts";

const TEMPLATE = "sub-service-reply";

describeInBrowser("notices", (open) => {
  let floor: Floor;
  let agent: Agent;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    fan = await floor.fan("小订");
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "are listed from the platform on the account's page, where agents' choice is decided on",
    async () => {
      const { page } = await open();
      await signIn(floor, page.context(), ["admin"]);
      await page.goto(`${floor.url}/accounts`);
      await page.getByRole("row", { name: /yuhe/ }).first().getByRole("button").first().click();
      const list = page.locator('[data-part="notices"]');
      await list.getByText(/还没有从平台获取|获取于/).waitFor();
      await list.getByRole("button", { name: "从平台获取" }).click();
      const row = list.locator("li", { hasText: "维修进度提醒" });
      await row.getByText("模板消息").waitFor();
      expect(await row.getByRole("checkbox").isChecked()).toBe(false);
      expect(await list.locator("li", { hasText: "客服回复通知" }).getByRole("checkbox").isChecked()).toBe(
        true,
      );
      await list.scrollIntoViewIfNeeded();
      await settled(page);
      await expectSound(page, "notices-catalogue");

      const shown = page.locator('[data-part="personas"]');
      await shown.getByRole("button", { name: "查询平台客服" }).click();
      await shown.getByLabel("客服账号（名字@微信号）").fill("lin@yuhe");
      await shown.getByLabel("昵称").fill("小林");
      await shown.getByRole("button", { name: "添加" }).click();
      const empty = shown.getByLabel("昵称");
      await until(
        () => empty.inputValue(),
        (name) => name === "",
      );
      await shown.getByRole("combobox", { name: "林晓 的署名", disabled: false }).click({ force: true });
      await page.getByRole("option", { name: "小林" }).click();
      await until(
        () => floor.tables.rows("SELECT external_id FROM persona"),
        (rows) => rows.length === 1,
      );
      await settled(page);
      await shot(page, "personas");
    },
    TEST_MS_MAX,
  );

  it(
    "that the fan has agreed to are offered where her window is closed, filled in, and end as delivered at the bubble",
    async () => {
      await serve(agent, fan);
      await openThread(agent, fan);
      const { page } = agent;
      const offer = page.locator('[data-part="notice-offer"]');
      await floor.tables.rows(
        "UPDATE message SET at = at - interval '48 hours' WHERE author = 'fan' AND conversation_id = $1",
        [await fan.conversationId()],
      );
      await reloadUntil(page.getByText("可回复时段已过"));
      expect(await offer.count()).toBe(0);
      await fan.does({ does: "answer_notice", template: TEMPLATE, accepted: true });
      await offer.waitFor();
      await settled(page);
      await shots(page, "no-place-three");
      await offer.click();
      const dialog = page.locator('[data-part="notice-dialog"]');
      await dialog.getByLabel("服务事项").fill("空气净化器退货");
      await dialog.getByLabel("处理结果").fill("OK");
      await dialog.getByLabel("回复时间").fill("2026年11月26日 14:00");
      await settled(page);
      await shot(page, "notice-filled");
      const send = page.locator('[data-part="notice-send"]');
      await send.click();
      await page.getByText("发出后不能撤回，确定发送？").waitFor();
      await send.click();
      await page.getByText("这些内容不符合平台的要求：处理结果。请修改后再发。").waitFor();
      await dialog.getByLabel("处理结果").fill("已同意");
      await send.click();
      await settled(page);
      await expectSound(page, "notice-sure");
      await send.click();
      await dialog.waitFor({ state: "detached" });
      const bubble = page.locator('[role="log"] .message', { hasText: "空气净化器退货" });
      await bubble.locator('[data-state="delivered"]').getByText("已送达").waitFor();
      expect(await offer.count()).toBe(0);
      expect(await until(fan.received, (all) => all.includes("[news]"))).toContain("[news]");
      await settled(page);
      await shot(page, "notice-delivered");

      // All of the day's: until midnight there is nothing to press, and it says so.
      await floor.setting("budget.subscriptionsMax", 1);
      await fan.does({ does: "answer_notice", template: TEMPLATE, accepted: true });
      await reloadUntil(page.locator('[data-part="notice-used-up"]').getByText(/额度已用完.+00:00 恢复/));
      expect(await offer.isDisabled()).toBe(true);
      await settled(page);
      await expectSound(page, "notice-used-up");
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
