import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { axe } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { settled } from "../support/page.ts";
import { shot } from "../support/shot.ts";
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
  const left = (n: number) => strip().getByText(new RegExp(`^剩 ${n} 条 · 4[78]:\\d\\d:\\d\\d$`));
  const reply = async (words: string): Promise<void> => {
    await composerOf(agent.page).fill(words);
    await composerOf(agent.page).press("Enter");
    await bubbleWith(agent.page, words).waitFor();
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
    "are none after 48 hours without a word of hers",
    async () => {
      await floor.tables.rows(
        "UPDATE message SET at = at - interval '48 hours' WHERE author = 'fan' AND conversation_id = $1",
        [await fan.conversationId()],
      );
      await reloadUntil(noPlace().getByText("可回复时段已过"));
      await shot(agent.page, "places-closed");
    },
    TEST_MS_MAX,
  );
});
