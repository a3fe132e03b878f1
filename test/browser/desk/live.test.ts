import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { describeInBrowser } from "../support/chromium.ts";
import { shot } from "../support/shot.ts";
import { installClock } from "../support/clock.ts";
import { untilPhoneIsKept } from "../support/phone.ts";
import { type Restartable, startRestartable } from "./restartable.ts";
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
/** The line is given up after two pings without a word, and tried again soon. */
const NOTICED_MS_MAX = 30_000;

/** Longer than a desk that is there is silent, and shorter than this file's server has been watching. */
const GRACE_MS = 15_000;

const bar = (page: Page) => page.getByText("连接中断");

/** What the thread shows of the customer's words, in order. */
const said = async (page: Page): Promise<readonly string[]> =>
  page.locator('[role="log"] .message.fan .bubble').allInnerTexts();

describeInBrowser("a desk whose line breaks", (open) => {
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
    "says so, keeps what is sent with its count, and catches up: everything once, in order",
    async () => {
      const fan = await floor.fan("小美");
      await serve(agent, fan, "第一句");
      await openThread(agent, fan);
      await bubbleWith(page, "第一句").waitFor();
      await agent.context.setOffline(true);
      await bar(page).waitFor({ timeout: NOTICED_MS_MAX });
      await fan.says("第二句", "第三句");
      for (const text of ["离线一", "离线二"]) {
        await composerOf(page).fill(text);
        await composerOf(page).press("Enter");
        await page.locator("[data-pending]", { hasText: text }).getByText("待发送").waitFor();
      }
      await page.getByText("2 条待发").waitFor();
      expect((await fan.received()).slice(1)).toEqual([]);

      await agent.context.setOffline(false);
      await bar(page).waitFor({ state: "detached", timeout: NOTICED_MS_MAX });
      await until(
        () => fan.lines(),
        (all) => all.slice(-2).join() === "离线一,离线二",
      );
      await bubbleWith(page, "离线二").locator('[data-state="accepted"]').waitFor();
      expect(await said(page)).toEqual(["转人工", "第一句", "第二句", "第三句"]);
      expect(await page.locator("[data-pending]").count()).toBe(0);
      expect((await fan.lines()).filter((text) => text.startsWith("离线"))).toHaveLength(2);
    },
    TEST_MS_MAX,
  );

  it(
    "shows a colleague's answer before hers may leave: hers is held until she has looked",
    async () => {
      const fan = await floor.fan("阿强");
      await serve(agent, fan);
      await openThread(agent, fan);
      await bubbleWith(page, "转人工").waitFor();
      const wang = await floor.agent(open, "王强", { presence: "not_ready" });
      await agent.context.setOffline(true);
      await bar(page).waitFor({ timeout: NOTICED_MS_MAX });
      await composerOf(page).fill("我的答复");
      await composerOf(page).press("Enter");
      const id = await fan.conversationId();
      // Handed to a colleague meanwhile, who answers, and back.
      await floor.tables.rows("UPDATE contact SET owner_id = $2 WHERE conversation_id = $1", [id, wang.id]);
      await wang.call("POST", `/conversations/${id}/replies`, { text: "同事的答复" });
      await floor.tables.rows("UPDATE contact SET owner_id = $2 WHERE conversation_id = $1", [id, agent.id]);

      await agent.context.setOffline(false);
      await bubbleWith(page, "同事的答复").waitFor({ timeout: NOTICED_MS_MAX });
      const mine = page.locator("[data-pending]", { hasText: "我的答复" });
      await mine.getByText("同事 王强 刚刚回复了客户").waitFor();
      expect(await fan.received()).not.toContain("我的答复");
      await mine.getByRole("button", { name: "取回修改" }).click();
      await until(
        () => composerOf(page).inputValue(),
        (text) => text === "我的答复",
      );
      await composerOf(page).press("Enter");
      await until(
        () => fan.received(),
        (all) => all.at(-1) === "我的答复",
      );
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "shows who else looks and writes, and forgets them when they have left",
    async () => {
      const fan = await floor.fan("小兰");
      await serve(agent, fan);
      await openThread(agent, fan);
      const chief = await floor.agent(open, "班长", { presence: "not_ready", roles: ["supervisor"] });
      await chief.page.goto(`${floor.url}/desk/${await fan.conversationId()}`);
      await chief.page.locator('[data-part="why"]').getByText("同事 林晓 接待中").waitFor();
      await page.locator('[data-part="others"]').getByText("班长 正在查看").waitFor();
      await chief.page.locator('[data-part="others"]').getByText("林晓 正在查看").waitFor();
      await composerOf(page).pressSequentially("写着");
      await chief.page.locator('[data-part="others"]').getByText("林晓 正在输入").waitFor();
      await composerOf(page).fill("");
      await chief.page.goto(`${floor.url}/desk`);
      await page.locator('[data-part="others"]').waitFor({ state: "detached" });
    },
    TEST_MS_MAX,
  );

  it(
    "says after a break longer than the grace that her customers went to others, and keeps what she was writing",
    async () => {
      const fan = await floor.fan("小周");
      await serve(agent, fan);
      await openThread(agent, fan);
      await composerOf(page).fill("没发完的答复");
      await rowOf(page, fan).getByText("[草稿]").waitFor();
      const liu = await floor.agent(open, "刘洋", { presence: "not_ready" });
      await agent.context.setOffline(true);
      await bar(page).waitFor({ timeout: NOTICED_MS_MAX });
      await floor.setting("seat.graceMs", GRACE_MS);
      await floor.tables.rows(
        "UPDATE agent_session SET beat_at = beat_at - make_interval(secs => $2) WHERE staff_id = $1",
        [agent.id, GRACE_MS / 1_000],
      );
      await liu.call("PUT", "/seat/presence", { to: "ready" });
      await rowOf(liu.page, fan).waitFor();

      await agent.context.setOffline(false);
      await bar(page).waitFor({ state: "detached", timeout: NOTICED_MS_MAX });
      await page
        .locator('[data-part="lost"]')
        .getByText(/因断线于 .+ 结束，\d 个会话已转出/)
        .waitFor();
      await page.locator('[data-part="why"]').getByText("这个会话已转给其他客服").waitFor();
      const unsent = page.locator('[data-part="unsent-words"]');
      expect(await unsent.getByRole("textbox", { name: "没有发出的回复" }).inputValue()).toBe("没发完的答复");
      expect(await composerOf(page).count()).toBe(0);
      await shot(page, "desk-lost");
      await agent.context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await unsent.getByRole("button", { name: "复制" }).click();
      await until(
        () => page.evaluate(() => navigator.clipboard.readText()),
        (text) => text === "没发完的答复",
      );
      await page.reload();
      await unsent.getByRole("button", { name: "不要了" }).click();
      await unsent.waitFor({ state: "detached" });
      expect(await fan.received()).not.toContain("没发完的答复");
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});

describeInBrowser("a desk that was cut off until a customer's window closed", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "holds what was said in time and says why; sent once more, the platform judges",
    async () => {
      const agent = await floor.agent(open, "赵敏");
      const { page, context } = agent;
      await installClock(page);
      await page.reload();
      const fan = await floor.fan("小雨");
      await serve(agent, fan, "还在吗");
      await openThread(agent, fan);
      await bubbleWith(page, "还在吗").waitFor();
      await context.setOffline(true);
      await composerOf(page).fill("在的");
      await composerOf(page).press("Enter");
      await page.locator("[data-pending]", { hasText: "在的" }).waitFor();
      await page.clock.fastForward("48:00:01");
      await context.setOffline(false);
      await page.clock.resume();
      const held = page.locator("[data-pending]", { hasText: "在的" });
      await held.getByText("客户上次发言已超过 48 小时").waitFor({ timeout: NOTICED_MS_MAX });
      expect(await fan.received()).not.toContain("在的");
      await held.getByRole("button", { name: "重试" }).click();
      await until(
        () => fan.received(),
        (all) => all.at(-1) === "在的",
      );
    },
    TEST_MS_MAX,
  );
});

describeInBrowser("a desk whose server is killed", (open) => {
  let server: Restartable;
  let floor: Floor;
  beforeAll(async () => {
    server = await startRestartable();
    floor = await openFloor({ autoAccept: true }, () => Promise.resolve(server));
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "comes back by itself with what was sent and said meanwhile, and with the draft",
    async () => {
      const agent = await floor.agent(open, "林晓");
      const { page } = agent;
      const fan = await floor.fan("小美");
      await serve(agent, fan, "停机之前");
      await openThread(agent, fan);
      await bubbleWith(page, "停机之前").waitFor();
      await untilPhoneIsKept(server.server.dataDir, "停机之前");
      await server.kill();
      await bar(page).waitFor({ timeout: NOTICED_MS_MAX });
      await composerOf(page).fill("停机时发的");
      await composerOf(page).press("Enter");
      await composerOf(page).fill("没写完");
      await rowOf(page, fan).getByText("[草稿]").waitFor();

      await server.start();
      await bar(page).waitFor({ state: "detached", timeout: NOTICED_MS_MAX });
      await until(
        () => fan.received(),
        (all) => all.at(-1) === "停机时发的",
      );
      await fan.says("停机之后");
      await bubbleWith(page, "停机之后").waitFor();
      expect(await said(page)).toEqual(["转人工", "停机之前", "停机之后"]);
      expect((await fan.received()).filter((text) => text === "停机时发的")).toHaveLength(1);
      expect(await page.locator("[data-pending]").count()).toBe(0);
      expect(await composerOf(page).inputValue()).toBe("没写完");
    },
    TEST_MS_MAX,
  );
});
