import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { axe } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { shots } from "../support/shot.ts";
import { type Agent, bubbleWith, type Floor, openFloor, openThread, rowOf, serve, until } from "./floor.ts";

describeInBrowser("转接", (open) => {
  let floor: Floor;
  let lin: Agent;
  let wang: Agent;
  const experts = randomUUID();
  beforeAll(async () => {
    floor = await openFloor();
    lin = await floor.agent(open, "林晓");
    wang = await floor.agent(open, "王强", { presence: "not_ready" });
    await floor.tables.rows(
      `INSERT INTO queue (id, group_id, key, name, policy, created_at)
       SELECT $1, group_id, 'experts', '专家组', '{"autoAccept": true}', now() FROM queue LIMIT 1`,
      [experts],
    );
    await floor.tables.rows("DELETE FROM queue_member WHERE staff_id = $1", [wang.id]);
    await floor.tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [
      experts,
      wang.id,
    ]);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "shows who is free where, by keyboard alone, and whoever takes over reads the note and the whole talk",
    async () => {
      const fan = await floor.fan("小周");
      await serve(lin, fan, "发票抬头写错了");
      await openThread(lin, fan);
      const { page } = lin;
      await page.locator('[data-part="transfer"]').waitFor();
      await page.keyboard.press("Control+Shift+Y");
      const dialog = page.getByRole("dialog", { name: "转接" });
      const there = dialog.getByRole("radio", { name: /^专家组/ });
      await there.waitFor();
      // Not even the queue that she is in herself: it would not be offered to her again.
      const queues = await dialog.getByRole("radio").count();
      const agents = await dialog.locator('[data-part="transfer-agent"]').count();
      expect(await dialog.getByText("无人示闲").count()).toBe(queues - agents);
      await wang.call("PUT", "/seat/presence", { to: "ready" });
      await dialog
        .getByText(/空闲 8 位/)
        .first()
        .waitFor();
      await there.focus();
      await page.keyboard.press("Space");
      await shots(page, "transfer");
      expect(await axe(page)).toEqual([]);

      // A word for whoever takes over is asked for; what was written outlives the dialog.
      const send = dialog.locator('[data-part="transfer-send"]');
      expect(await send.isDisabled()).toBe(true);
      await dialog.getByLabel("给接手同事的留言").fill("要改抬头，已核对订单");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await page.locator('[data-part="transfer"]').click();
      await dialog.getByText("专家组").first().click();
      await dialog.getByLabel("给接手同事的留言").press("Control+Enter");

      await page.getByText("已转接").waitFor();
      await rowOf(wang.page, fan).waitFor();
      await openThread(wang, fan);
      await bubbleWith(wang.page, "发票抬头写错了").waitFor();
      await bubbleWith(wang.page, "要改抬头，已核对订单").waitFor();
      await wang.page.locator('[data-part="passed-on"]').click();
      const chain = wang.page.getByRole("dialog", { name: "转接经过" });
      await chain.getByText("林晓 从").waitFor();
      await chain.getByText("要改抬头，已核对订单").waitFor();
      await shots(wang.page, "chain");
      expect(await axe(wang.page)).toEqual([]);
      await wang.page.keyboard.press("Escape");
      await chain.waitFor({ state: "detached" });
      await rowOf(page, fan).waitFor({ state: "detached" });
      await until(
        () => fan.lines(),
        (all) => !all.some((line) => line.includes("抬头，已核对")),
      );
      expect(lin.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "puts a customer aside, passes her to one colleague and takes that back",
    async () => {
      // Without the word about the customer before, who could be taken back, too.
      await lin.page.reload();
      const fan = await floor.fan("小何");
      await serve(lin, fan, "我去找订单号");
      await openThread(lin, fan);
      const { page } = lin;
      await page.locator('[data-part="hold"]').waitFor();
      await page.keyboard.press("Control+Shift+H");
      await page.locator('[data-part="hold"]').getByText("取消挂起").waitFor();
      await rowOf(page, fan).getByText("挂起").waitFor();
      await shots(page, "held");
      expect(await axe(page)).toEqual([]);
      await fan.says("订单号找到了");
      await rowOf(page, fan).getByText("挂起").waitFor({ state: "detached" });

      // Who is asked first does not have her at once: there is time to think better of it.
      await floor.tables.rows(`UPDATE queue SET policy = policy || '{"autoAccept": false}'`);
      await wang.call("PUT", "/seat/presence", { to: "ready" });
      await page.locator('[data-part="transfer"]').click();
      const dialog = page.getByRole("dialog", { name: "转接" });
      await dialog.locator('[data-part="transfer-agent"]', { hasText: "王强" }).click();
      await dialog.getByText("冷转").click();
      await dialog.getByLabel("给接手同事的留言").fill("她要查物流");
      await shots(page, "transfer-agent");
      await dialog.locator('[data-part="transfer-send"]').click();
      await page.getByRole("button", { name: "撤回转接" }).click();
      await page.getByText("已撤回").waitFor();
      await rowOf(page, fan).waitFor();
      expect(lin.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "keeps a customer who is passed on warm until the colleague has her, and tells what became of it",
    async () => {
      const policy = (given: object) =>
        floor.tables.rows("UPDATE queue SET policy = policy || $1", [JSON.stringify(given)]);
      await policy({ autoAccept: true });
      await wang.call("PUT", "/seat/presence", { to: "not_ready" });
      await lin.page.reload();
      await wang.page.reload();
      const fan = await floor.fan("小丁");
      await serve(lin, fan, "我要开专票");
      await policy({ autoAccept: false, offerMs: 60_000 });
      await wang.call("PUT", "/seat/presence", { to: "ready" });
      await openThread(lin, fan);
      const { page } = lin;
      const passOn = async (): Promise<void> => {
        await page.locator('[data-part="transfer"]').click();
        const dialog = page.getByRole("dialog", { name: "转接" });
        await dialog.locator('[data-part="transfer-agent"]', { hasText: "王强" }).click();
        await dialog.getByText("对方接受之前仍由您接待；对方没接").waitFor();
        await dialog.getByLabel("给接手同事的留言").fill("她要专票");
        await shots(page, "transfer-warm");
        expect(await axe(page)).toEqual([]);
        await dialog.locator('[data-part="transfer-send"]').click();
        await page.locator('[data-part="passing"]').getByText("正在转给王强").waitFor();
      };

      await passOn();
      await rowOf(page, fan).getByText("转接中").waitFor();
      await shots(page, "passing");
      expect(await axe(page)).toEqual([]);
      const card = wang.page.locator('[data-part="offer"]');
      await card.getByText("林晓转给您").waitFor();
      await shots(wang.page, "passed-offer");
      // She talks on meanwhile.
      await page.getByRole("textbox", { name: "回复" }).fill("请稍等，我请同事来");
      await page.keyboard.press("Enter");
      await bubbleWith(page, "请稍等，我请同事来").waitFor();

      // Declined, it stays where it is, and she is told.
      await card.getByRole("button", { name: "婉拒" }).click();
      await card.locator("fieldset").getByRole("button").first().click();
      await page.getByText(/王强没有接，.* 仍由您接待/).waitFor();
      await page.locator('[data-part="transfer"]').waitFor();
      await rowOf(page, fan).waitFor();

      await passOn();
      await page.locator('[data-part="call-off"]').click();
      await page.getByText(/已撤回，.* 仍由您接待/).waitFor();
      await card.waitFor({ state: "detached" });

      await passOn();
      await card.getByRole("button", { name: "接待" }).click();
      await page.getByText(/王强已接手 /).waitFor();
      await rowOf(page, fan).waitFor({ state: "detached" });
      await bubbleWith(wang.page, "她要专票").first().waitFor();
      await until(
        () => fan.lines(),
        (all) => !all.some((line) => line.includes("专票")),
      );
      for (const { guard } of [lin, wang]) expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "tells a supervisor why a customer still waits: who would get her, and why each of the others not",
    async () => {
      for (const agent of [lin, wang])
        await agent.call("PUT", "/seat/presence", { to: "break", reason: "meal" });
      const fan = await floor.fan("小吴");
      await fan.says("转人工");
      const chief = await floor.agent(open, "班长", { presence: "not_ready", roles: ["supervisor"] });
      const { page } = chief;
      await page.goto(`${floor.url}/desk/${await fan.conversationId()}`);
      await page.locator('[data-part="assign"]').waitFor();
      await page.locator('[data-part="why-waiting"]').click();
      const lines = page.locator('[data-part="explanation"]');
      await lines.getByText(/^林晓：未示闲/).waitFor();
      await shots(page, "explanation");
      expect(await axe(page)).toEqual([]);
      expect(chief.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
