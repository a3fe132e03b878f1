import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { expectSound } from "../support/axe.ts";
import { describeInBrowser } from "../support/chromium.ts";
import { cutOff } from "../support/page.ts";
import {
  type Agent,
  bubbles,
  bubbleWith,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  reloadUntil,
  rowOf,
  serve,
  until,
} from "./floor.ts";

const TEST_MS_MAX = 90_000;

/** How far the end of what was said is from the end of the window, in pixels. */
const toEnd = (page: Page): Promise<number> =>
  page.locator('[role="log"]').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);

/** The line that is read, and where it stands. */
const readLine = (page: Page): Promise<{ key: string; top: number }> =>
  page.locator('[role="log"]').evaluate((log) => {
    const from = log.getBoundingClientRect().top + 120;
    const lines = [...log.querySelectorAll<HTMLElement>("[data-key]")];
    const line = lines.find((each) => each.getBoundingClientRect().top >= from);
    return { key: line?.dataset["key"] ?? "", top: line?.getBoundingClientRect().top ?? 0 };
  });

const topOf = (page: Page, key: string): Promise<number | undefined> =>
  page.evaluate(
    (wanted) => document.querySelector(`[data-key="${wanted}"]`)?.getBoundingClientRect().top,
    key,
  );

/** Somebody who was away for long reads the newest first. */
async function openAtEnd(agent: Agent, fan: Fan): Promise<void> {
  await openThread(agent, fan);
  const { page } = agent;
  await page.locator('[role="log"] [data-key]').first().waitFor();
  await page.waitForTimeout(150);
  const pill = page.locator('[data-part="newest"]');
  if (await pill.isVisible()) await pill.click();
  await until(
    () => toEnd(page),
    (pixels) => pixels < 2,
  );
}

async function scrollUp(page: Page, turns: number): Promise<void> {
  const log = page.locator('[role="log"]');
  await log.hover();
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, -300);
  await log.evaluate(untilAtRest, FRAMES_AT_REST);
}

/** A slow page still scrolls when the wheel has long stopped. */
const FRAMES_AT_REST = 12;
async function untilAtRest(log: HTMLElement, frames: number): Promise<void> {
  let [top, still] = [Number.NaN, 0];
  while (still < frames) {
    await new Promise(requestAnimationFrame);
    still = log.scrollTop === top ? still + 1 : 0;
    top = log.scrollTop;
  }
}

describeInBrowser("a thread", (open) => {
  let floor: Floor;
  let agent: Agent;
  let page: Page;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    page = agent.page;
    fan = await floor.fan("小美");
    await serve(agent, fan);
    for (let n = 1; n <= 150; n += 1) await fan.says(`第 ${n} 句`);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "opens at the first unread, and takes them for read only while the window is looked at",
    async () => {
      const other = await floor.fan("阿强");
      await serve(agent, other, ...Array.from({ length: 20 }, (_, n) => `问题 ${n}`));
      await openThread(agent, other);
      await page.locator('[data-part="unread"]').waitFor();
      const divider = await page.locator('[data-part="unread"]').boundingBox();
      const log = await page.locator('[role="log"]').boundingBox();
      expect(divider?.y ?? 0).toBeGreaterThanOrEqual(log?.y ?? 0);
      expect((divider?.y ?? 0) + (divider?.height ?? 0)).toBeLessThanOrEqual(
        (log?.y ?? 0) + (log?.height ?? 0),
      );

      await openAtEnd(agent, fan);
      await page.evaluate(() => {
        Object.defineProperty(document, "hasFocus", { value: () => false, configurable: true });
        dispatchEvent(new Event("blur"));
      });
      await fan.says("没人看的一句");
      await bubbleWith(page, "没人看的一句").waitFor();
      await rowOf(page, fan).locator(".badge").waitFor();
      await page.evaluate(() => {
        Object.defineProperty(document, "hasFocus", { value: () => true, configurable: true });
        dispatchEvent(new Event("focus"));
      });
      await rowOf(page, fan).locator(".badge").waitFor({ state: "detached" });
    },
    TEST_MS_MAX,
  );

  it(
    "says at a message of the bot's why it was said, for who asks, and at a customer's how it sounds and by which words",
    async () => {
      const other = await floor.fan("小何");
      await serve(agent, other);
      await openThread(agent, other);
      const ask = page.getByRole("button", { name: "为什么这样答" }).first();
      await ask.click();
      await page.getByText("客户要找人，这比任何答案都优先。").waitFor();
      await expectSound(page, "desk-why");
      await ask.press("Enter");
      await page.getByText("客户要找人，这比任何答案都优先。").waitFor({ state: "detached" });

      await other.says("等了三天还没发货，太失望了，赶紧退款");
      const mark = page.locator('[data-part="voice"]');
      await mark.getByText("不满").waitFor();
      await mark.getByText("着急").waitFor();
      await mark.getByText("太失望").waitFor();
      await expectSound(page, "desk-voice");
    },
    TEST_MS_MAX,
  );

  it(
    "follows new words from the end alone, and counts them for whoever reads further up",
    async () => {
      await openAtEnd(agent, fan);
      await fan.says("看着的一句");
      await bubbleWith(page, "看着的一句").waitFor();
      await until(
        () => toEnd(page),
        (pixels) => pixels < 2,
      );

      await scrollUp(page, 4);
      await until(
        () => toEnd(page),
        (pixels) => pixels > 600,
      );
      const before = await readLine(page);
      await fan.says("下面的一句");
      const pill = page.locator('[data-part="newest"]');
      await pill.getByText("新消息 1").waitFor();
      expect(Math.abs(((await topOf(page, before.key)) ?? 0) - before.top)).toBeLessThanOrEqual(1);
      await pill.click();
      await bubbleWith(page, "下面的一句").waitFor();
      await until(
        () => toEnd(page),
        (pixels) => pixels < 2,
      );
    },
    TEST_MS_MAX,
  );

  it(
    "lets what comes in above move nothing of what is read",
    async () => {
      await openAtEnd(agent, fan);
      await rowOf(page, fan).locator(".badge").waitFor({ state: "detached" });
      // What was known of it is forgotten; read to the end, it begins with its newest piece.
      await page.reload();
      await until(
        () => toEnd(page),
        (pixels) => pixels < 2,
      );
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route("**/messages?before=*", async (route) => {
        await held;
        await route.continue();
      });
      const asked = page.waitForRequest("**/messages?before=*");
      await scrollUp(page, 20);
      await asked;
      await page.waitForTimeout(300);
      const before = await readLine(page);
      const answered = page.waitForResponse("**/messages?before=*");
      release();
      await answered;
      await page.waitForTimeout(300);
      expect(Math.abs(((await topOf(page, before.key)) ?? -999) - before.top)).toBeLessThanOrEqual(1);
      await page.unroute("**/messages?before=*");
      await scrollUp(page, 60);
      await bubbleWith(page, "第 1 句").waitFor();
    },
    TEST_MS_MAX,
  );

  it(
    "shows everything that a stranger writes as text, and nothing of it scrolls sideways",
    async () => {
      const stranger = await floor.fan("路人");
      const script = "<img src=x onerror=\"document.title='x'\"><script>document.title='y'</script>";
      const long = "a".repeat(2_000);
      await serve(
        agent,
        stranger,
        script,
        "javascript:alert(1) 看 https://example.com/a。",
        long,
        "😀".repeat(200),
      );
      await floor.tables.rows("UPDATE identity SET name = $2 WHERE external_id = $1", [
        stranger.openid,
        "小\u202eexe.美",
      ]);
      const row = page.locator('[role="option"]', { hasText: "小exe.美" });
      await reloadUntil(row);
      await row.click();
      await bubbles(page).getByText(script).waitFor();
      await bubbles(page).getByText(long).waitFor();
      const links = await page
        .locator('[role="log"] a')
        .evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.getAttribute("rel")]));
      expect(links).toEqual([["https://example.com/a", "noopener noreferrer nofollow"]]);
      expect(await page.title()).toContain("会话");
      expect(await page.locator('[role="log"] script, [role="log"] img').count()).toBe(0);
      expect(await cutOff(page)).toEqual([]);
      const sideways = await page
        .locator('[role="log"]')
        .evaluate((log) => log.scrollWidth > log.clientWidth);
      expect(sideways).toBe(false);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "comes back where it was after a reload",
    async () => {
      await openAtEnd(agent, fan);
      await rowOf(page, fan).locator(".badge").waitFor({ state: "detached" });
      await page.reload();
      await until(
        () => toEnd(page),
        (pixels) => pixels < 2,
      );
      expect(page.url()).toContain(await fan.conversationId());
      expect(await page.locator("*").count()).toBeLessThan(1_500);
    },
    TEST_MS_MAX,
  );
});
