import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { type Agent, composerOf, type Floor, openFloor, openThread, rowOf, until } from "./floor.ts";
import { listen, rungOf, unblock } from "./ring/rung.ts";

/** So long an offer stands that nobody is to answer: long enough to be seen counting. */
const UNANSWERED_MS = 3_000;

const cards = (page: Page) => page.locator('[data-part="offer"]');
const status = (page: Page) => page.locator('[data-part="status"]');

describeInBrowser("an offer", (open) => {
  let floor: Floor;
  let lin: Agent;
  let wang: Agent;
  beforeAll(async () => {
    floor = await openFloor({});
    // Whoever let an offer pass is asked for the next without a pause.
    await floor.setting("offer.coolMs", 0);
    lin = await floor.agent(open, "林晓", { presence: "not_ready" });
    wang = await floor.agent(open, "王强", { presence: "not_ready" });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const set = (agent: Agent, to: "ready" | "not_ready") => agent.call("PUT", "/seat/presence", { to });

  it(
    "rings, notifies by conversation, stands in the title and counts down; unanswered it goes to the next agent, and she is away",
    async () => {
      await listen(lin.page);
      await floor.policy({ offerMs: UNANSWERED_MS, noAnswerMax: 1 });
      await set(lin, "ready");
      const fan = await floor.fan("小美");
      await fan.says("转人工");
      await cards(lin.page).waitFor();
      // Her own words, not what the bot has told her since; and why she waits.
      expect(await cards(lin.page).locator(".said-last").innerText()).toBe("转人工");
      expect(await cards(lin.page).locator('[data-part="reason"]').innerText()).toBe("客户要求");
      const conversation = await fan.conversationId();
      await until(
        () => rungOf(lin.page),
        ({ sounds, notices }) => sounds === 1 && notices.length === 1,
      );
      expect((await rungOf(lin.page)).notices[0]?.tag).toBe(conversation);
      expect(await lin.page.title()).toMatch(/^\(1\) /);
      const left = async () => Number.parseInt(await cards(lin.page).getByRole("timer").innerText(), 10);
      const first = await left();
      await until(left, (seconds) => seconds < first);
      await floor.policy({});

      await set(wang, "ready");
      await cards(wang.page).waitFor();
      expect(await cards(lin.page).count()).toBe(0);
      await lin.page.locator('[data-part="away"]').getByText("未接起").waitFor();
      await until(
        () => lin.page.title(),
        (title) => !title.startsWith("("),
      );
      await status(lin.page).getByText("自动离开").waitFor();
      await lin.page.getByRole("button", { name: "恢复示闲" }).click();
      await status(lin.page).getByText("示闲", { exact: true }).waitFor();
      await cards(wang.page).getByRole("button", { name: "接待" }).click();
      await rowOf(wang.page, fan).waitFor();
      await set(wang, "not_ready");
    },
    TEST_MS_MAX,
  );

  it(
    "is passed on with a reason, and comes to somebody else",
    async () => {
      await set(lin, "ready");
      const fan = await floor.fan("阿强");
      await fan.says("转人工");
      await cards(lin.page).getByRole("button", { name: "婉拒" }).click();
      await cards(lin.page).getByRole("button", { name: "不是我负责的" }).click();
      await cards(lin.page).waitFor({ state: "detached" });
      await set(wang, "ready");
      await cards(wang.page).waitFor();
      expect(await cards(lin.page).count()).toBe(0);
      await cards(wang.page).getByRole("button", { name: "接待" }).click();
      await rowOf(wang.page, fan).waitFor();
      await set(wang, "not_ready");
    },
    TEST_MS_MAX,
  );

  it(
    "goes back at once when she is no longer ready",
    async () => {
      await set(lin, "ready");
      const fan = await floor.fan("小兰");
      await fan.says("转人工");
      await cards(lin.page).waitFor();
      await lin.page.keyboard.press("F2");
      await lin.page.locator('[data-choice="not_ready"]').click();
      await cards(lin.page).waitFor({ state: "detached" });
      await set(wang, "ready");
      await cards(wang.page).waitFor();
      await cards(wang.page).getByRole("button", { name: "接待" }).click();
      await rowOf(wang.page, fan).waitFor();
      await set(wang, "not_ready");
    },
    TEST_MS_MAX,
  );

  it(
    "never takes the keyboard from who writes, covers nothing that she needs, and is taken with one key otherwise",
    async () => {
      const { page } = wang;
      const waiting = page.locator('[role="option"]').first();
      await waiting.click();
      await composerOf(page).focus();
      await set(wang, "ready");
      await composerOf(page).pressSequentially("正在");
      const fan = await floor.fan("小周");
      await fan.says("转人工");
      await cards(page).waitFor();
      await page.keyboard.type("输入");
      expect(await composerOf(page).inputValue()).toBe("正在输入");
      const card = await cards(page).boundingBox();
      for (const part of ["composer", "send", "end"]) {
        const box = await page.locator(`[data-part="${part}"]`).boundingBox();
        const apart =
          card === null || box === null || card.x + card.width <= box.x || card.y + card.height <= box.y;
        expect({ part, apart }).toEqual({ part, apart: true });
      }
      await page.keyboard.press("Control+Enter");
      expect(await cards(page).count()).toBe(1);

      await composerOf(page).fill("");
      await status(page).focus();
      await page.keyboard.press("Control+Enter");
      await rowOf(page, fan).waitFor();
      await until(
        async () => page.url(),
        (url) => !url.endsWith("/desk"),
      );
      expect(page.url()).toContain(await fan.conversationId());
      await set(wang, "not_ready");
    },
    TEST_MS_MAX,
  );

  it(
    "asks for the one click that lets the page sound",
    async () => {
      await listen(lin.page, true);
      await set(lin, "ready");
      const fan = await floor.fan("小郑");
      await fan.says("转人工");
      const banner = lin.page.locator('[data-part="sound"]');
      await banner.waitFor();
      await unblock(lin.page);
      await banner.click();
      await banner.waitFor({ state: "detached" });
      await cards(lin.page).getByRole("button", { name: "接待" }).click();
      await rowOf(lin.page, fan).waitFor();
      await set(lin, "not_ready");
      expect([...lin.guard.offences(), ...wang.guard.offences()]).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "is not made to whoever has all she can hold, until something of hers ends; only one of her tabs rings",
    async () => {
      await set(wang, "not_ready");
      const full = await floor.agent(open, "刘洋", { capacity: 1 });
      const [one, two] = [await floor.fan("甲"), await floor.fan("乙")];
      await set(lin, "not_ready");
      await one.says("转人工");
      await cards(full.page).getByRole("button", { name: "接待" }).click();
      await rowOf(full.page, one).waitFor();
      await listen(full.page);
      const other = await full.context.newPage();
      await other.goto(full.page.url());
      await listen(other);
      await two.says("转人工");
      await full.page
        .locator('[data-tab="waiting"]')
        .getByText(/^[1-9]/)
        .waitFor();
      expect(await cards(full.page).count()).toBe(0);

      await openThread(full, one);
      await full.page.keyboard.press("Control+Shift+E");
      const form = full.page.getByRole("dialog", { name: /会话小结/ });
      await form.getByRole("option").first().waitFor();
      await full.page.keyboard.press("Enter");
      await full.page.keyboard.press("1");
      await full.page.keyboard.press("Enter");
      await form.waitFor({ state: "detached" });
      await cards(full.page).first().waitFor();
      await until(
        async () => (await rungOf(full.page)).sounds + (await rungOf(other)).sounds,
        (sounds) => sounds > 0,
      );
      await full.page.waitForTimeout(300);
      const sounds = [(await rungOf(full.page)).sounds, (await rungOf(other)).sounds];
      expect(sounds.toSorted((a, b) => a - b)).toEqual([0, 1]);
    },
    TEST_MS_MAX,
  );
});
