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

describeInBrowser("a new agent's first replies", (open) => {
  let floor: Floor;
  let lin: Agent;
  let mentor: Agent;
  beforeAll(async () => {
    floor = await openFloor();
    lin = await floor.agent(open, "林晓");
    mentor = await floor.agent(open, "何带教", { presence: "not_ready", roles: ["supervisor"] });
    await floor.tables.rows("UPDATE staff SET abilities = $2 WHERE id = $1", [
      lin.id,
      { nursery: { since: "2026-11-25", caps: [9], mentorId: mentor.id, reviewed: 2 } },
    ]);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const cards = (agent: Agent) => agent.page.locator('[data-part="cards"]');
  const waiting = () => lin.page.locator('[data-part="review-waiting"]');
  const review = () => mentor.page.locator('[data-part="review-bar"]');

  it(
    "stand as waiting, are given back with a comment, changed, let through, or taken back; then they leave by themselves",
    async () => {
      const fan = await floor.fan("小周");
      await serve(lin, fan, "发票抬头写错了");
      await openThread(lin, fan);
      const write = async (text: string): Promise<void> => {
        await composerOf(lin.page).fill(text);
        await composerOf(lin.page).press("Enter");
      };
      await write("亲亲可以改");
      await waiting().getByText("亲亲可以改").waitFor();
      expect(await lin.page.getByRole("radio", { name: "回复", exact: true }).count()).toBe(0);
      await expectSound(lin.page, "review-waits");

      await cards(mentor)
        .getByText(/林晓 有回复待审/)
        .waitFor();
      await mentor.page.keyboard.press("Control+Shift+L");
      await review().getByText("发票抬头写错了").waitFor();
      await expectSound(mentor.page, "review-asked");
      await review().getByLabel("给 林晓 的意见").fill("别叫亲亲");
      await review().locator('[data-part="review-return"]').click();
      await review().waitFor({ state: "detached" });

      await waiting().getByText("别叫亲亲").waitFor();
      await expectSound(lin.page, "review-returned");
      await waiting().getByRole("button", { name: "取回修改" }).click();
      await waiting().waitFor({ state: "detached" });
      expect(await composerOf(lin.page).inputValue()).toBe("亲亲可以改");
      await write("可以改");

      // Her next word stands before the reviewer, who may still let it through.
      await review().getByLabel("林晓 的回复").waitFor();
      await fan.says("在吗");
      await review().getByText("在吗").waitFor();
      await review().getByLabel("林晓 的回复").fill("可以改，请发税号");
      await review().getByRole("button", { name: "修改后发" }).click();
      await until(fan.lines, (lines) => lines.includes("可以改，请发税号"));
      await bubbleWith(lin.page, "可以改，请发税号").waitFor();
      await cards(lin).getByText("何带教 修改后已发出您的回复").waitFor();

      await write("还有别的吗");
      await waiting().getByRole("button", { name: "撤回" }).click();
      await until(
        () => composerOf(lin.page).inputValue(),
        (text) => text === "还有别的吗",
      );
      await write("没有了吗");
      await review().getByLabel("林晓 的回复").waitFor();
      await review().getByRole("button", { name: "批准并发送" }).click();
      await until(fan.lines, (lines) => lines.includes("没有了吗"));
      await waiting().waitFor({ state: "detached" });
      await write("再见");
      await until(fan.lines, (lines) => lines.includes("再见"));
      expect((await fan.received()).join()).not.toMatch(/亲亲|还有别的/);
      expect([lin, mentor].flatMap(({ guard }) => guard.offences())).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
