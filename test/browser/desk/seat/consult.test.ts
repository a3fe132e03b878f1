import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "../../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../../support/chromium.ts";
import {
  type Agent,
  bubbleWith,
  composerOf,
  type Floor,
  openFloor,
  openThread,
  serve,
  until,
} from "../floor.ts";

describeInBrowser("a second person", (open) => {
  let floor: Floor;
  let lin: Agent;
  let wang: Agent;
  let boss: Agent;
  beforeAll(async () => {
    floor = await openFloor();
    lin = await floor.agent(open, "林晓");
    wang = await floor.agent(open, "王强", { presence: "not_ready" });
    boss = await floor.agent(open, "何班长", { presence: "not_ready", roles: ["supervisor"] });
    // Nothing of this queue is hers by herself.
    await floor.tables.rows("UPDATE staff_role SET scope = $2 WHERE staff_id = $1", [
      wang.id,
      { queues: [randomUUID()] },
    ]);
    await floor.tables.rows("DELETE FROM queue_member WHERE staff_id = $1", [wang.id]);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const cards = (agent: Agent) => agent.page.locator('[data-part="cards"]');

  it(
    "is asked for advice: she sees the chat and writes notes, the fan's words still go to the owner, and the answer comes back",
    async () => {
      const fan = await floor.fan("小周");
      await serve(lin, fan, "发票抬头写错了");
      await openThread(lin, fan);
      await lin.page.locator('[data-part="help"]').click();
      await lin.page.getByRole("menuitem", { name: "请同事会商" }).click();
      const dialog = lin.page.getByRole("dialog", { name: "请同事会商" });
      await dialog.getByRole("radio", { name: /王强/ }).check({ force: true });
      await dialog.getByLabel("要问什么").fill("能开专票吗？");
      await expectSound(lin.page, "consult-ask");
      await dialog.locator('[data-part="consult-send"]').click();
      await cards(lin).getByText("等 王强 答复").waitFor();

      await cards(wang)
        .getByText(/林晓 请您会商/)
        .waitFor();
      await wang.page.keyboard.press("Control+Shift+L");
      await bubbleWith(wang.page, "发票抬头写错了").waitFor();
      await wang.page.getByText("林晓 请您帮忙看这个会话").waitFor();
      expect(await wang.page.getByRole("radio", { name: "回复", exact: true }).count()).toBe(0);
      await composerOf(wang.page).fill("我查一下税号");
      await composerOf(wang.page).press("Enter");
      await bubbleWith(lin.page, "我查一下税号").waitFor();
      // She still belongs to who asked.
      await fan.says("还在吗");
      await bubbleWith(lin.page, "还在吗").waitFor();
      await bubbleWith(wang.page, "还在吗").waitFor();
      await expectSound(wang.page, "consult-asked");

      await wang.page.getByLabel("给 林晓 的答复，客户看不到").fill("可以，要税号");
      await wang.page.locator('[data-part="consult-answer"]').click();
      const answered = cards(lin).getByRole("button", { name: "王强 已答复" });
      await answered.waitFor();
      await cards(lin).getByText("可以，要税号").waitFor();
      await expectSound(lin.page, "consult-answered");
      await answered.click();
      await answered.waitFor({ state: "detached" });
      await cards(wang).waitFor({ state: "detached" });
      expect((await fan.received()).join()).not.toMatch(/税号|专票/);
      expect(await floor.tables.rows("SELECT owner_id FROM contact WHERE state = 'active'")).toEqual([
        { owner_id: lin.id },
      ]);
      expect([lin, wang].flatMap(({ guard }) => guard.offences())).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "is a leader, by one key and a reason; who sees to it is named, and answers",
    async () => {
      const fan = await floor.fan("小吴");
      await serve(lin, fan, "我要找媒体曝光");
      await openThread(lin, fan);
      await lin.page.locator('[data-part="help"]').waitFor();
      await lin.page.keyboard.press("F8");
      const dialog = lin.page.getByRole("dialog", { name: "求助班长" });
      await dialog.getByRole("radio", { name: "超出我的权限" }).check({ force: true });
      await expectSound(lin.page, "flag-dialog");
      await dialog.locator('[data-part="flag-send"]').click();
      await lin.page.getByText("已通知 1 位在线班长").waitFor();
      await cards(lin).getByText("等班长查看").waitFor();

      await cards(boss)
        .getByText(/林晓 求助/)
        .waitFor();
      await cards(boss).getByText("超出我的权限").waitFor();
      await expectSound(boss.page, "flag-card");
      await cards(boss).getByRole("button", { name: "我来看" }).click();
      await bubbleWith(boss.page, "我要找媒体曝光").waitFor();
      await cards(lin).getByText("等 何班长 答复").waitFor();
      await boss.page.getByLabel("给 林晓 的答复，客户看不到").fill("先退全款");
      await boss.page.getByLabel("给 林晓 的答复，客户看不到").press("Enter");
      await cards(lin).getByRole("button", { name: "何班长 已答复" }).waitFor();
      await until(
        () => floor.tables.rows("SELECT how FROM consultation WHERE kind = 'flag'"),
        (rows) => rows.length === 1,
      );
      expect([lin, boss].flatMap(({ guard }) => guard.offences())).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "joins the chat: both write to the fan, whose it is stays, and whoever joined leaves",
    async () => {
      const fan = await floor.fan("小郑");
      await serve(lin, fan, "净水器漏水了");
      await openThread(lin, fan);
      await lin.page.locator('[data-part="help"]').click();
      await lin.page.getByRole("menuitem", { name: "邀请同事三方会话" }).click();
      const dialog = lin.page.getByRole("dialog", { name: "邀请同事三方会话" });
      await dialog.getByRole("radio", { name: /王强/ }).check({ force: true });
      await dialog.getByLabel("请她做什么").fill("请讲一下怎么换滤芯");
      await dialog.locator('[data-part="consult-send"]').click();

      await cards(wang)
        .getByRole("button", { name: /林晓 邀请您三方会话/ })
        .click();
      await bubbleWith(wang.page, "净水器漏水了").waitFor();
      await expectSound(wang.page, "three-way-asked");
      await wang.page.locator('[data-part="consult-join"]').click();
      await wang.page.getByText("您和 林晓 一起回复").waitFor();
      await composerOf(wang.page).fill("请先关总阀");
      await composerOf(wang.page).press("Enter");
      await bubbleWith(lin.page, "请先关总阀").waitFor();
      await lin.page.getByText("王强 也在回复这位客户").waitFor();
      await expectSound(lin.page, "three-way-owner");
      await composerOf(lin.page).fill("我也在");
      await composerOf(lin.page).press("Enter");
      await until(fan.lines, (lines) => lines.includes("请先关总阀") && lines.includes("我也在"));
      await bubbleWith(wang.page, "我也在").waitFor();
      await expectSound(wang.page, "three-way-joined");
      expect(await wang.page.locator('[data-part="end"]').count()).toBe(0);

      await wang.page.getByRole("button", { name: "退出三方" }).click();
      await lin.page.getByText("王强 也在回复这位客户").waitFor({ state: "detached" });
      await until(
        () =>
          floor.tables.value("SELECT used FROM agent_session WHERE staff_id = $1 AND signed_out_at IS NULL", [
            wang.id,
          ]),
        (used) => used === 0,
      );
      expect([lin, wang].flatMap(({ guard }) => guard.offences())).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "is not needed for a call-back: it says where nothing can be said by then, and shows what was promised as it comes back",
    async () => {
      const fan = await floor.fan("小孙");
      await serve(lin, fan, "明天再联系我");
      await openThread(lin, fan);
      const promise = async (): Promise<void> => {
        await lin.page.locator('[data-part="help"]').click();
        await lin.page.getByRole("menuitem", { name: "约定回访" }).click();
      };
      await promise();
      const dialog = lin.page.getByRole("dialog", { name: "约定回访" });
      await dialog.getByLabel("答应了什么").fill("确认换货地址");
      await dialog.locator("#call-back-at").fill(dayAhead(3));
      await dialog.getByText("到那时可回复时段已过").waitFor();
      await expectSound(lin.page, "call-back");
      await dialog.getByRole("button", { name: "明天 10:00" }).click();
      await dialog.locator('[data-part="call-back-send"]').click();
      await lin.page.getByText(/^已约好 .+ 10:00 回访/).waitFor();
      await lin.page
        .getByText(/^约好 .+ 10:00 回访/)
        .first()
        .waitFor();

      // Her next word brings it back.
      await fan.says("现在就可以");
      await lin.page.locator('[data-part="call-back-bar"]').getByText("确认换货地址").waitFor();
      await bubbleWith(lin.page, "现在就可以").waitFor();
      await expectSound(lin.page, "call-back-is");
      await lin.page.getByRole("button", { name: "未接通，改期" }).click();
      const again = lin.page.getByRole("dialog", { name: "未接通，改期" });
      await again.getByLabel("答应了什么").fill("无人接听");
      await again.getByRole("button", { name: "明天 10:00" }).click();
      await again.locator('[data-part="call-back-send"]').click();
      await until(
        () =>
          floor.tables.rows(
            "SELECT data ->> 'unreached' AS missed FROM event WHERE data ->> 'reason' = 'call_back' AND code = 'left_message' ORDER BY at",
          ),
        (rows) => rows.length === 2,
      );
      expect(lin.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});

/** As the field of a form has a moment so many days off. */
const dayAhead = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
