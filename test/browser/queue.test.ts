import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type Floor, openFloor } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { shots } from "./support/shot.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { signIn } from "./support/console.ts";

describeInBrowser("the page of a queue", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "says in plain sentences what a policy does, and tells at the field what is refused",
    async () => {
      await floor.policy({ autoAccept: true });
      const queueId = await floor.tables.value<string>("SELECT id FROM queue WHERE name = '售后一组'");
      await floor.tables.rows("UPDATE queue SET policy = $1 WHERE name = '售前'", [{ overflowTo: queueId }]);
      const { page, guard } = await open();
      await signIn(floor, page.context(), ["admin"]);
      await page.goto(`${floor.url}/groups`);
      await page.getByRole("link", { name: "售后一组" }).click();

      const says = page.locator('[data-part="says"]');
      await says.getByText("等候时长不限。").waitFor();
      await page.getByText("客服在时限内点“接待”").click();
      await page.getByRole("button", { name: "加一级" }).click();
      await says.getByText(/等满 60 秒后放宽到第 1 级/).waitFor();
      await page.locator('[data-field="newcomers"] .el-select__wrapper').click();
      await page.getByRole("option", { name: "不接 VIP 和大 V" }).click();
      await page.getByLabel("粉丝多少位起算大 V").fill("5000");
      await page.keyboard.press("Tab");
      await says.getByText("新人期的客服不接 VIP，也不接粉丝满 5000 位的客户。").waitFor();
      await page.getByLabel("最长等候").fill("600");
      await page.keyboard.press("Tab");
      await says.getByText(/等满 10 分钟还没接到，改为留言。/).waitFor();
      await expectSound(page, "queue-policy");

      const field = page.locator('[data-field="overflowTo"]');
      await field.locator(".el-select__wrapper").click();
      await page.getByRole("option", { name: "转到“售前”" }).click();
      await page.locator('[data-part="save-queue"]').click();
      await field.getByText("客户会在队列之间绕圈：售后一组 → 售前 → 售后一组。").waitFor();
      await field.locator(".el-select__wrapper").click();
      await page.getByRole("option", { name: "改为留言" }).click();
      await page.locator('[data-part="save-queue"]').click();
      await page.getByText("已保存").first().waitFor();
      const kept = await floor.tables.value<object>("SELECT policy FROM queue WHERE id = $1", [queueId]);
      expect(kept).toMatchObject({
        autoAccept: false,
        rings: [0, 60_000],
        waitMsMax: 600_000,
        newcomers: "usual",
        kolFollowers: 5_000,
      });
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "takes hours of its own in plain sentences, and tells which promise breaks first at the load of the last hour",
    async () => {
      const { page, guard } = await open();
      await signIn(floor, page.context(), ["admin"]);
      const queueId = await floor.tables.value<string>("SELECT id FROM queue WHERE name = '售后一组'");
      await page.goto(`${floor.url}/groups/${queueId}`);
      const says = page.locator('[data-part="says"]');
      await says.getByText("没有人签入时不让客户空等，请她留言。").waitFor();
      await page.getByText("用自己的服务时间").click();
      await page.getByLabel("结束", { exact: true }).fill("18:30");
      await says.getByText(/每天 09:00–18:30 进人排队/).waitFor();
      await shots(page, "queue-hours");
      await page.locator('[data-part="save-queue"]').click();
      await page.getByText("已保存").first().waitFor();
      const kept = await floor.tables.value<object>("SELECT policy FROM queue WHERE id = $1", [queueId]);
      expect(kept).toMatchObject({ hours: { open: "09:00", close: "18:30" } });

      await page.getByRole("tab", { name: "能否守约" }).click();
      const promise = page.locator('[data-part="promise"]');
      await promise.getByText("现在没有人签入，两个承诺都守不住。").waitFor();
      await floor.agent(open, "小孙", { capacity: 3 });
      await promise.getByText(/两个承诺都守得住/).waitFor();
      await expectSound(page, "queue-promise");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "tries on the floor as it is who would get a customer, also by what is not saved",
    async () => {
      await floor.policy({ autoAccept: true });
      const wang = await floor.agent(open, "小王", { capacity: 3 });
      const { page, guard } = await open();
      await signIn(floor, page.context(), ["admin"]);
      const queueId = await floor.tables.value<string>("SELECT id FROM queue WHERE name = '售后一组'");
      await page.goto(`${floor.url}/groups/${queueId}`);
      await page.getByRole("tab", { name: "谁会接到？" }).click();
      const answer = page.locator('[data-part="try-answer"]');
      await answer.locator("li.first", { hasText: "小王" }).waitFor();
      await wang.call("PUT", "/seat/presence", { to: "break", reason: "meal" });
      await answer.locator("li.passed", { hasText: "小王" }).getByText("未示闲（小休）。").waitFor();
      await wang.call("PUT", "/seat/presence", { to: "ready" });

      await page.getByRole("tab", { name: "策略" }).click();
      await page.getByText("客服自己从列表里接，先到先得").click();
      await page.getByRole("tab", { name: "谁会接到？" }).click();
      await answer.getByText("按未保存的改动计算").waitFor();
      await answer.getByText("本队列由客服抢单，不主动邀请。").first().waitFor();
      await page.getByRole("button", { name: "加一项技能" }).click();
      await page.getByRole("combobox", { name: "技能", exact: true }).fill("世界语");
      await page.getByRole("option", { name: "世界语" }).click();
      await answer.getByText("没有人有技能“世界语”，请检查名称。").waitFor();
      await page.getByRole("button", { name: "去掉这项技能" }).click();
      await page.getByRole("button", { name: "撤回改动" }).click();
      await answer.locator("li.first", { hasText: "小王" }).waitFor();
      await expectSound(page, "queue-try");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
