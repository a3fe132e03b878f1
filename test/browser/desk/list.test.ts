import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { describeInBrowser } from "../support/chromium.ts";
import { installClock } from "../support/clock.ts";
import {
  type Agent,
  composerOf,
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
const FANS = 6;

const order = (page: Page): Promise<readonly (string | null)[]> =>
  page
    .locator('[role="option"]')
    .evaluateAll((rows) =>
      rows
        .toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((row) => row.getAttribute("data-conversation")),
    );

/** Puts the beginning of a customer's waiting so far back. */
const waited = async (floor: Floor, fan: Fan, seconds: number): Promise<void> => {
  await floor.tables.rows(
    "UPDATE contact SET waiting_since = now() - make_interval(secs => $2) WHERE conversation_id = $1",
    [await fan.conversationId(), seconds],
  );
};

describeInBrowser("the list of conversations", (open) => {
  let floor: Floor;
  let agent: Agent;
  let page: Page;
  const fans: Fan[] = [];
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓", { capacity: 20 });
    page = agent.page;
    for (let n = 0; n < FANS; n += 1) {
      const fan = await floor.fan(`客户${n}`);
      await serve(agent, fan);
      fans.push(fan);
    }
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());
  const away = () => page.mouse.move(900, 500);

  it(
    "moves no row while the pointer is in it, says how many would, and a click opens what it hits",
    async () => {
      await away();
      const before = await until(
        () => order(page),
        (rows) => rows.length === FANS,
      );
      await page.locator('[role="listbox"]').hover();
      for (let n = 0; n < 20; n += 1) await fans[(n * 5) % FANS]?.says(`更新 ${n}`);
      await page.getByRole("button", { name: /\d+ 条更新/ }).waitFor();
      expect(await order(page)).toEqual(before);
      for (let n = 0; n < 12; n += 1) {
        const at = (n * 7) % FANS;
        const updating = fans[(n * 5) % FANS]?.says("还在更新");
        const row = page.locator('[role="option"]').nth(at);
        const wanted = await row.getAttribute("data-conversation");
        const box = await row.boundingBox();
        await page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + 30);
        await until(
          async () => page.url(),
          (url) => url.endsWith(wanted ?? "?"),
        );
        await updating;
      }
      expect(await order(page)).toEqual(before);
      await page.getByRole("button", { name: /\d+ 条更新/ }).click();
      await until(
        () => order(page),
        (rows) => rows.join() !== before.join(),
      );
      await away();
    },
    TEST_MS_MAX,
  );

  it(
    "is walked with the keyboard: arrows, ends, Enter; and the next and previous from anywhere",
    async () => {
      await away();
      const rows = await order(page);
      await page.locator('[role="option"][tabindex="0"]').focus();
      await page.keyboard.press("End");
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-conversation"));
      expect(await focused()).toBe(rows.at(-1));
      const last = page.locator(`[data-conversation="${rows.at(-1)}"]`);
      expect(await last.getAttribute("aria-setsize")).toBe(String(FANS));
      expect(await last.getAttribute("aria-posinset")).toBe(String(FANS));
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowDown");
      expect(await focused()).toBe(rows[1]);
      await page.keyboard.press("Enter");
      await until(
        async () => page.url(),
        (url) => url.endsWith(rows[1] ?? "?"),
      );
      await composerOf(page).waitFor();
      await page.keyboard.press("Control+ArrowDown");
      await until(
        async () => page.url(),
        (url) => url.endsWith(rows[2] ?? "?"),
      );
      await page.keyboard.press("Control+ArrowUp");
      await until(
        async () => page.url(),
        (url) => url.endsWith(rows[1] ?? "?"),
      );
    },
    TEST_MS_MAX,
  );

  it(
    "says how long each customer waits, in three colours and three words; a reply ends it, a note does not",
    async () => {
      const [calm, soon, late] = fans;
      if (calm === undefined || soon === undefined || late === undefined) throw new Error("no fans");
      await floor.tables.rows("UPDATE contact SET waiting_since = NULL");
      await waited(floor, calm, 10);
      await waited(floor, soon, 65);
      await waited(floor, late, 200);
      const timer = (fan: Fan) => rowOf(page, fan).getByRole("timer");
      await reloadUntil(timer(late).getByText(/^超时 \d:\d\d$/));
      await timer(calm)
        .getByText(/^等 \d:\d\d$/)
        .waitFor();
      await timer(soon)
        .getByText(/^剩 \d:\d\d$/)
        .waitFor();
      const colours = await Promise.all(
        [calm, soon, late].map((fan) => timer(fan).evaluate((element) => getComputedStyle(element).color)),
      );
      expect(new Set(colours).size).toBe(3);

      const card = page.locator('[data-part="overdue"]');
      await card.getByText("1 个会话超时").waitFor();
      await waited(floor, soon, 300);
      await reloadUntil(card.getByText("2 个会话超时"));
      await card.click();
      await until(
        async () => page.url(),
        (url) => !url.endsWith("/desk"),
      );
      expect(page.url()).toContain(await soon.conversationId());
      await composerOf(page).waitFor();
      await page.keyboard.press("Control+Shift+M");
      await page.keyboard.type("只是备注");
      await page.keyboard.press("Enter");
      await page.locator('[role="log"] .message.note').waitFor();
      await timer(soon).waitFor();
      await page.keyboard.press("Control+Shift+M");
      await page.keyboard.type("答复");
      await page.keyboard.press("Enter");
      await timer(soon).waitFor({ state: "detached" });
      await card.getByText("1 个会话超时").waitFor();
      await page.keyboard.press("Control+Shift+U");
      const longest = await late.conversationId();
      await until(
        async () => page.url(),
        (url) => url.endsWith(longest),
      );
      await composerOf(page).waitFor();
      await page.keyboard.type("也答复了");
      await page.keyboard.press("Enter");
      await card.waitFor({ state: "detached" });
    },
    TEST_MS_MAX,
  );

  it(
    "shows the other lists, finds by words, and takes a customer from the bot",
    async () => {
      const fan = await floor.fan("小周");
      await fan.says("什么时候发货");
      await page.locator('[data-tab="bot"]').click();
      await rowOf(page, fan).click();
      const why = page.locator('[data-part="why"]');
      await why.getByText("机器人接待中").waitFor();
      await why.getByRole("button", { name: "接入" }).click();
      await why.waitFor({ state: "detached" });
      await page.locator('[data-tab="mine"]').click();
      await rowOf(page, fan).waitFor();
      await fan.says("独一无二的词");
      await page.getByRole("searchbox").fill("独一无二");
      await until(
        () => order(page),
        (rows) => rows.length === 1,
      );
      await rowOf(page, fan).waitFor();
      await page.getByRole("searchbox").fill("没有这样的词");
      await page.getByText("没有找到").waitFor();
      await page.getByRole("searchbox").fill("");
      await until(
        () => order(page),
        (rows) => rows.length === FANS + 1,
      );
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "lets the timer of a customer go from word to word and colour to colour by the clock alone, whatever is noted",
    async () => {
      await floor.tables.rows("UPDATE contact SET waiting_since = NULL");
      await installClock(page);
      await page.goto(`${floor.url}/desk`);
      const fan = await floor.fan("小陈");
      await serve(agent, fan);
      await openThread(agent, fan);
      const timer = rowOf(page, fan).getByRole("timer");
      const looks = async (word: RegExp): Promise<string> => {
        await timer.getByText(word).waitFor();
        return timer.evaluate((element) => getComputedStyle(element).color);
      };
      const calm = await looks(/^等 \d:\d\d$/);
      await page.clock.runFor(72_000);
      const soon = await looks(/^剩 \d:\d\d$/);
      await page.keyboard.press("Control+Shift+M");
      await composerOf(page).fill("在查物流");
      await page.keyboard.press("Enter");
      await page.locator('[role="log"] .message.note', { hasText: "在查物流" }).waitFor();
      await page.clock.runFor(32_000);
      const late = await looks(/^超时 \d:\d\d$/);
      expect(new Set([calm, soon, late]).size).toBe(3);
      await page.locator('[data-part="overdue"]').getByText("1 个会话超时").waitFor();

      await page.keyboard.press("Control+Shift+M");
      await composerOf(page).fill("明天就到");
      await page.keyboard.press("Enter");
      await timer.waitFor({ state: "detached" });
      await page.locator('[data-part="overdue"]').waitFor({ state: "detached" });
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
