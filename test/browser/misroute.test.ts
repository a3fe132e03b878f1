import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";

import {
  type Agent,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  rowOf,
  serve,
} from "./desk/floor.ts";
import { axe, expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { signIn } from "./support/console.ts";
import { shots } from "./support/shot.ts";

describeInBrowser("误转 and 静默", (open) => {
  let floor: Floor;
  let lin: Agent;
  let wang: Agent;
  const experts = randomUUID();
  beforeAll(async () => {
    floor = await openFloor();
    await floor.tables.rows(
      `INSERT INTO queue (id, group_id, key, name, policy, created_at)
       SELECT $1, group_id, 'experts', '专家组', '{"autoAccept": true}', now() FROM queue LIMIT 1`,
      [experts],
    );
    lin = await floor.agent(open, "林晓");
    wang = await floor.agent(open, "王强", { presence: "not_ready" });
    await floor.tables.rows("DELETE FROM queue_member WHERE staff_id = $1", [wang.id]);
    await floor.tables.rows("INSERT INTO queue_member (queue_id, staff_id) VALUES ($1, $2)", [
      experts,
      wang.id,
    ]);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  /** 林晓 passes her on, and 王强 sends her back: she is 林晓's again, who alone serves that queue. */
  async function misroute(fan: Fan, to: object, why: string): Promise<void> {
    await serve(lin, fan);
    const id = await floor.tables.value<string>(
      `SELECT t.id FROM contact t WHERE t.conversation_id = $1 AND t.state = 'active'`,
      [await fan.conversationId()],
    );
    await lin.call("POST", `/contacts/${id}/transfer`, { note: "她要开发票", ...to });
    await rowOf(wang.page, fan).waitFor();
    await wang.call("POST", `/contacts/${id}/bounce`, { why });
    await rowOf(wang.page, fan).waitFor({ state: "detached" });
    await rowOf(lin.page, fan).waitFor();
  }

  it(
    "counts whose transfers came back on which way, and leads from a number to its chats",
    async () => {
      const { page, guard } = await open();
      await signIn(floor, page.context(), ["supervisor"]);
      await page.goto(`${floor.url}/groups`);
      await page.getByRole("link", { name: "误转" }).click();
      await page.getByText("这段时间没有误转").waitFor();
      await expectSound(page, "misroutes-none");

      await wang.call("PUT", "/seat/presence", { to: "ready" });
      await misroute(await floor.fan("小周"), { queueId: experts }, "not_my_field");
      await misroute(await floor.fan("小何"), { queueId: experts }, "language");
      await misroute(await floor.fan("小吴"), { staffId: wang.id }, "other");
      await page.reload();
      const senders = page.locator('[data-part="senders"]');
      const row = senders.getByRole("row", { name: /林晓/ });
      await row.getByRole("button", { name: "看这 3 次误转" }).waitFor();
      const items = page.locator('[data-part="items"] tbody tr');
      expect(await items.count()).toBe(3);
      await expectSound(page, "misroutes");

      const way = page.locator('[data-part="matrix"]').getByRole("row", { name: /^售后一组/ });
      await way.getByRole("button", { name: "看这 2 次误转" }).press("Enter");
      await page.getByRole("heading", { name: "售后一组 → 专家组 的误转" }).waitFor();
      await items.nth(2).waitFor({ state: "detached" });
      expect(await items.count()).toBe(2);
      await items.first().getByText("语言不通").waitFor();
      await shots(page, "misroutes-way");
      await items.first().getByRole("link", { name: "打开会话" }).click();
      await page.waitForURL(/\/desk\/[\w-]{36}$/);
      await page.getByText("她要开发票").first().waitFor();
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "marks who does not answer any more, until she writes",
    async () => {
      const fan = await floor.fan("小郑");
      await serve(lin, fan);
      await openThread(lin, fan);
      const { page } = lin;
      await floor.tables.rows(`UPDATE queue SET policy = policy || '{"dormantMs": 1000}'`);
      await composerOf(page).fill("请问还有别的可以帮您吗？");
      await composerOf(page).press("Enter");
      await rowOf(page, fan).getByText("静默").waitFor();
      await page.locator('[data-part="hold"]').getByText("取消静默").waitFor();
      expect(await axe(page)).toEqual([]);
      await shots(page, "dormant");
      await fan.says("没有了");
      await rowOf(page, fan).getByText("静默").waitFor({ state: "detached" });
      await page.locator('[data-part="hold"]').getByText("挂起", { exact: true }).waitFor();
      expect(lin.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
