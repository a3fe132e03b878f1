import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { axe } from "../support/axe.ts";
import { describeInBrowser } from "../support/chromium.ts";
import { cutOff, settled, wordsOf } from "../support/page.ts";
import { shot, shots } from "../support/shot.ts";
import {
  type Agent,
  bubbleWith,
  composerOf,
  type Floor,
  openFloor,
  openThread,
  rowOf,
  serve,
  until,
} from "./floor.ts";

const TEST_MS_MAX = 120_000;

const form = (page: Page) => page.getByRole("dialog", { name: /会话小结/ });

/** What has the keyboard is on the screen, with a ring around it or a caret in it. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return undefined;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return top < innerHeight && bottom > 0 && left < innerWidth && right > 0;
  });
  expect(focus).toBe(true);
}

describeInBrowser("an agent's work", (open) => {
  let floor: Floor;
  let agent: Agent;
  let page: Page;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    page = agent.page;
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "ends with a form that takes three keys, and can be taken back for a moment",
    async () => {
      const fan = await floor.fan("小美");
      await serve(agent, fan, "发票怎么开");
      await openThread(agent, fan);
      await page.keyboard.press("Control+Shift+E");
      await form(page).waitFor();
      await form(page).getByRole("button", { name: "撤销" }).click();
      await form(page).waitFor({ state: "detached" });
      await page.locator('[data-part="send"]').waitFor();
      await rowOf(page, fan).waitFor();

      await composerOf(page).focus();
      await page.keyboard.press("Control+Shift+E");
      await form(page).getByRole("option").first().waitFor();
      await shots(page, "drawer-wrap-up");
      await page.keyboard.press("Control+Enter");
      expect(await form(page).getByText("必填").count()).toBe(2);
      await page.keyboard.type("退");
      await page.keyboard.press("Enter");
      await page.keyboard.press("2");
      await page.keyboard.press("Enter");
      await form(page).waitFor({ state: "detached" });
      await page.locator('[data-part="why"]').getByText("会话已结束，只读").waitFor();
      await rowOf(page, fan).waitFor({ state: "detached" });
      const filled = await floor.tables.rows<{ outcome: string; name: string }>(
        "SELECT w.outcome, r.name FROM wrap_up w JOIN reason r ON r.id = w.reason_id",
      );
      expect(filled).toEqual([{ outcome: "unsolved", name: expect.stringContaining("退") }]);
    },
    TEST_MS_MAX,
  );

  it(
    "lets what was not filled in time be owed, and filled together",
    async () => {
      const fans = [await floor.fan("甲"), await floor.fan("乙")];
      for (const fan of fans) {
        await serve(agent, fan);
        await openThread(agent, fan);
        await page.keyboard.press("Control+Shift+E");
        await form(page).waitFor();
        await page.keyboard.press("Escape");
        await form(page).waitFor({ state: "detached" });
      }
      await floor.tables.rows("UPDATE contact SET due_at = now() WHERE state = 'wrapup'");
      const block = page.getByRole("region", { name: "待补小结" });
      await block.getByText(/结束$/).nth(1).waitFor();
      await block.getByRole("button", { name: "一起填" }).click();
      const drawer = page.getByRole("dialog", { name: "待补小结" });
      await drawer.getByRole("button", { name: "同上" }).waitFor();
      await shots(page, "drawer-owed");
      await drawer.getByRole("button", { name: "同上" }).click();
      await drawer.waitFor({ state: "detached" });
      await block.waitFor({ state: "detached" });
      expect(await floor.tables.value("SELECT count(*)::int FROM contact WHERE state = 'wrapup'")).toBe(0);
    },
    TEST_MS_MAX,
  );

  it(
    "shows the customer and the ticket, keeps what is changed, and tells all that happened in words",
    async () => {
      const fan = await floor.fan("小兰");
      await serve(agent, fan);
      await openThread(agent, fan);
      const context = page.locator(".context");
      await context.getByLabel("称呼").fill("兰女士");
      await context.getByLabel("备注", { exact: true }).fill("喜欢简短");
      await context.getByLabel("称呼").focus();
      await page.locator('[role="option"]', { hasText: "兰女士" }).waitFor();
      await context.getByRole("tab", { name: "工单" }).click();
      await context.getByText(/^GD-\d+$/).waitFor();
      await context.getByLabel("标题").fill("想重开发票");
      await context.getByLabel("标题").press("Tab");
      await context.getByText("修改了标题").waitFor();
      await page.reload();
      await context.getByRole("tab", { name: "工单" }).click();
      await until(
        () => context.getByLabel("标题").inputValue(),
        (title) => title === "想重开发票",
      );
      // They are asked for by themselves, and may come after the rest.
      const words = await until(
        () => context.locator("[data-event] .words").allInnerTexts(),
        (lines) => lines.some((line) => line.startsWith("转人工")),
      );
      expect(words.join("\n")).toMatch(/转人工：客户要求，进入 .+\n/);
      expect(words.join("\n")).toContain("林晓 接待了客户");
      expect(words.filter((text) => /^[a-z_]+$/.test(text))).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "is a whole conversation by keyboard alone: seat, ready, accept, answer, canned reply, note, end, form",
    async () => {
      const own = await floor.agent(open, "刘洋", { presence: "not_ready" });
      await floor.tables.rows("UPDATE queue SET policy = '{}'");
      await floor.tables.rows("UPDATE agent_session SET presence = 'not_ready' WHERE staff_id = $1", [
        agent.id,
      ]);
      await floor.tables.rows("DELETE FROM canned");
      await floor.tables.rows(
        `INSERT INTO canned (id, code, title, body, initials, position, updated_at)
         VALUES (gen_random_uuid(), 'hi', '问候', '您好，请讲。', 'wh', 0, now())`,
      );
      await own.call("DELETE", "/seat/session");
      const { page: desk } = own;
      const { keyboard } = desk;
      await desk.reload();
      await desk.locator('[data-part="sign-in-seat"]').waitFor();
      await keyboard.press("F2");
      const seats = desk.getByRole("dialog", { name: "签入" });
      await seats.getByRole("radio").first().waitFor();
      await seats.getByRole("radio", { checked: true }).focus();
      await expectVisibleFocus(desk);
      await keyboard.press("Tab");
      await keyboard.press("Tab");
      await keyboard.press("Tab");
      await keyboard.press("Enter");
      await desk.locator('[data-part="status"]').getByText("示闲", { exact: true }).waitFor();

      const fan = await floor.fan("小周");
      await fan.says("转人工");
      await desk.locator('[data-part="offer"]').waitFor();
      await keyboard.press("Control+Enter");
      await composerOf(desk).waitFor();
      await until(
        () => composerOf(desk).evaluate((area) => area === document.activeElement),
        (focused) => focused,
      );
      await keyboard.type("在的");
      await keyboard.press("Enter");
      await bubbleWith(desk, "在的").waitFor();
      await keyboard.type("/wh");
      await desk.locator('[data-part="canned"]').waitFor();
      await keyboard.press("Enter");
      await keyboard.press("Enter");
      await bubbleWith(desk, "您好，请讲。").waitFor();
      await keyboard.press("Control+Shift+M");
      await keyboard.type("态度很好");
      await keyboard.press("Enter");
      await desk.locator('[role="log"] .message.note').waitFor();
      await expectVisibleFocus(desk);
      await keyboard.press("Control+Shift+E");
      await form(desk).getByRole("option").first().waitFor();
      await expectVisibleFocus(desk);
      await keyboard.press("Enter");
      await keyboard.press("1");
      await expectVisibleFocus(desk);
      await keyboard.press("Enter");
      await form(desk).waitFor({ state: "detached" });
      await until(
        () => fan.lines(),
        (all) => all.slice(-2).join() === "在的,您好，请讲。",
      );
      expect(own.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});

describeInBrowser("the desk at work", (open) => {
  let floor: Floor;
  let agent: Agent | undefined;
  beforeAll(async () => {
    floor = await openFloor();
  }, TEST_MS_MAX);
  afterEach(async () => void (await agent?.call("PUT", "/seat/presence", { to: "not_ready" })));
  afterAll(() => floor.stop());

  it.each(["light", "dark"] as const)(
    "can be used by everybody in %s, fits every screen, and speaks English where it should",
    async (theme) => {
      agent = await floor.agent(open, theme === "light" ? "林晓" : "王强", { theme, capacity: 20 });
      const { page } = agent;
      for (let n = 0; n < 3; n += 1)
        await serve(agent, await floor.fan(`${theme}${n}`), "优惠券用不了，一直提示不满足条件");
      const fan = await floor.fan(`${theme} last`);
      await serve(agent, fan, "在吗");
      await openThread(agent, fan);
      await composerOf(page).fill("您好，请稍等");
      await composerOf(page).press("Enter");
      await bubbleWith(page, "您好，请稍等").locator('[data-state="accepted"]').waitFor();
      await page.keyboard.press("Control+Shift+M");
      await page.keyboard.type("先安抚");
      await page.keyboard.press("Enter");
      await settled(page);
      expect(await axe(page)).toEqual([]);
      await page.getByRole("tab", { name: "工单" }).click();
      await page.keyboard.press("F2");
      await settled(page);
      expect(await axe(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("menu").waitFor({ state: "detached" });
      for (const [width, height] of [
        [1440, 900],
        [1366, 768],
        [1024, 768],
        [683, 384],
      ] as const) {
        await page.setViewportSize({ width, height });
        await settled(page);
        await shot(page, `desk-${theme}-${width}`);
        expect({ width, cut: await cutOff(page) }).toEqual({ width, cut: [] });
      }
      await page.setViewportSize({ width: 1366, height: 768 });
      await composerOf(page).focus();
      await page.keyboard.press("Control+Shift+E");
      await form(page).getByRole("option").first().waitFor();
      await settled(page);
      expect(await axe(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.evaluate(() => {
        const key = "seatbridge.preferences";
        localStorage.setItem(
          key,
          JSON.stringify({ ...JSON.parse(localStorage.getItem(key) ?? "{}"), language: "en" }),
        );
      });
      await page.reload();
      await settled(page);
      const words = await wordsOf(page, await floor.names());
      expect(words.filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
