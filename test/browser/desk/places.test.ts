import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { axe } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { settled } from "../support/page.ts";
import { shot, shots } from "../support/shot.ts";
import {
  type Agent,
  bubbleWith,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  reloadUntil,
  serve,
  until,
} from "./floor.ts";

const HOUR = 3_600_000;

describeInBrowser("the places of a conversation", (open) => {
  let floor: Floor;
  let agent: Agent;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    fan = await floor.fan("小额");
    await serve(agent, fan);
    await openThread(agent, fan);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const strip = () => agent.page.locator('[data-part="places"]');
  const noPlace = () => agent.page.locator('[data-part="no-place"]');
  const waiting = (name: string) => noPlace().getByRole("button", { name });
  const left = (n: number) => strip().getByText(new RegExp(`^剩 ${n} 条 · 4[78]:\\d\\d:\\d\\d$`));
  /** Until it has left: texts that are ready together leave as one, and cost one place. */
  const reply = async (words: string): Promise<void> => {
    await composerOf(agent.page).fill(words);
    await composerOf(agent.page).press("Enter");
    await bubbleWith(agent.page, words).locator('[data-state="accepted"]').waitFor();
  };

  it(
    "are counted down with each reply; a text that leaves in more messages than are left does not leave",
    async () => {
      await left(5).waitFor();
      for (const [n, words] of ["一", "二", "三"].entries()) {
        await reply(words);
        await left(4 - n).waitFor();
      }
      await composerOf(agent.page).fill("长".repeat(1_500));
      await agent.page.getByText("超过剩余条数，请删减").waitFor();
      await composerOf(agent.page).press("Enter");
      expect(await agent.page.locator('[data-part="send"]').isDisabled()).toBe(true);
      await composerOf(agent.page).fill("");
      expect(await fan.received()).toHaveLength(4);
    },
    TEST_MS_MAX,
  );

  it(
    "used up, the composer gives way to the reason; a note can still be written; her next word opens it anew",
    async () => {
      await reply("四");
      await left(1).waitFor();
      await shot(agent.page, "places-last");
      await reply("五");
      await noPlace().getByText("回复条数已用完").waitFor();
      await agent.page.getByRole("radio", { name: "回复", exact: true }).waitFor({ state: "detached" });
      await settled(agent.page);
      expect(await axe(agent.page)).toEqual([]);
      await shot(agent.page, "places-used-up");
      await composerOf(agent.page).fill("等她回话");
      await composerOf(agent.page).press("Enter");
      await agent.page.locator('[role="log"] .message.note', { hasText: "等她回话" }).waitFor();

      await composerOf(agent.page).fill("只给同事看的半句");
      await fan.says("我还在");
      await noPlace().waitFor({ state: "detached" });
      // It stays what it was begun as.
      expect(await composerOf(agent.page).inputValue()).toBe("只给同事看的半句");
      expect(await agent.page.locator(".composer.note").count()).toBe(1);
      await agent.page.getByRole("radio", { name: "回复", exact: true }).click();
      await left(5).waitFor();
      expect(await until(fan.received, (all) => all.includes("五"))).not.toContain("等她回话");
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "run out by her clock, and then what is allowed is offered: a call that is arranged, a word when she writes again",
    async () => {
      const { page } = agent;
      await composerOf(page).fill("");
      await fan.waits(47 * HOUR);
      await reloadUntil(
        strip()
          .and(page.locator(".scarce"))
          .getByText(/^剩 5 条 · 5\d:\d\d$/),
      );
      await fan.waits(HOUR);
      await reloadUntil(noPlace().getByText("可回复时段已过"));
      await settled(page);
      await shots(page, "places-closed");

      await waiting("再来信时提醒我").click();
      await waiting("来信时会提醒您").click();
      await waiting("再来信时提醒我").click();
      await waiting("来信时会提醒您").waitFor();

      await noPlace().getByRole("button", { name: "约定回访" }).click();
      const dialog = page.getByRole("dialog", { name: "约定回访" });
      await dialog.getByRole("button", { name: "明天 10:00" }).click();
      await dialog.getByText("到那时可回复时段已过").waitFor();
      await dialog.getByLabel("答应了什么").fill("确认换货地址");
      await settled(page);
      expect(await axe(page)).toEqual([]);
      await shots(page, "places-call-back");
      await dialog.locator('[data-part="call-back-send"]').click();
      await page.getByText(/^已约好 .+ 10:00 回访/).waitFor();
      expect(await floor.tables.rows("SELECT state, queue_reason FROM contact")).toEqual([
        { state: "left_message", queue_reason: "call_back" },
      ]);
      await page.goto(`${floor.url}/desk`);
      await fan.says("地址改好了");
      const card = page.locator('[data-part="heard"]');
      await card.getByText("又来消息了").waitFor();
      await settled(page);
      await shots(page, "places-heard");
      await card.getByRole("button", { name: /又来消息了/ }).click();
      await bubbleWith(page, "地址改好了").waitFor();
      await card.waitFor({ state: "detached" });
      expect(await floor.tables.rows("SELECT 1 FROM awaited")).toEqual([]);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
