import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { expectSound } from "../support/axe.ts";
import { describeInBrowser } from "../support/chromium.ts";
import {
  type Agent,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  serve,
  until,
} from "./floor.ts";

const TEST_MS_MAX = 90_000;

describeInBrowser("suggested answers", (open) => {
  let floor: Floor;
  let agent: Agent;
  let fan: Fan;
  let page: Page;
  beforeAll(async () => {
    floor = await openFloor();
    await floor.tables.rows("DELETE FROM canned");
    await floor.tables.rows(
      `INSERT INTO canned (id, code, title, body, initials, position, updated_at)
       VALUES (gen_random_uuid(), 'coupon', '优惠券怎么用', '付款前在“优惠”里选券，满足金额才会出现。', 'yhq', 0, now())`,
    );
    agent = await floor.agent(open, "林晓");
    page = agent.page;
    fan = await floor.fan("小美");
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const strip = () => page.locator('[data-part="assist"]');
  const item = (n: number) => strip().locator("li").nth(n);
  const outcomes = () =>
    floor.tables.rows<{ outcome: string; place: number }>(
      "SELECT outcome, place FROM assist_feedback ORDER BY at",
    );

  it(
    "stand beside the composer without moving it, are filled in by a key, sent by a person alone, and counted",
    async () => {
      await serve(agent, fan, "优惠券怎么用不了");
      await openThread(agent, fan);
      const place = async () => (await page.locator('[data-part="composer"]').boundingBox())?.y;
      const before = await place();
      await item(0).waitFor();
      expect(await place()).toBe(before);
      await expectSound(page, "desk-assist");

      const sent = (await fan.received()).length;
      await composerOf(page).focus();
      await page.keyboard.press("Control+1");
      const first = await item(0).locator(".take").getAttribute("title");
      expect(await composerOf(page).inputValue()).toBe(first);
      await page.keyboard.press("Control+2");
      const second = await item(1).locator(".take").getAttribute("title");
      expect(await composerOf(page).inputValue()).toBe(second);
      expect((await fan.received()).length).toBe(sent);

      await page.keyboard.press("Control+1");
      expect(await composerOf(page).inputValue()).toBe(first);
      await item(1).locator(".no").click();
      await item(1).getByText("已记下：不合适").waitFor();
      await composerOf(page).focus();
      await page.keyboard.press("Enter");
      await strip().getByText("客户没有待答的问题").waitFor();
      expect(await place()).toBe(before);
      await until(fan.received, (texts) => texts.length === sent + 1);
      await until(outcomes, (rows) => rows.length === 2);
      expect((await outcomes()).map(({ outcome, place: n }) => `${n} ${outcome}`).toSorted()).toEqual([
        "1 used",
        "2 dismissed",
      ]);

      await page.getByRole("radio", { name: "内部备注" }).click();
      expect(await strip().isVisible()).toBe(false);
      expect(await place()).toBe(before);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
