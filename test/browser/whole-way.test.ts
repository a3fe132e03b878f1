import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Server, startServer } from "../support/server.ts";
import { openTables, type Tables } from "../support/tables.ts";
import { freePort } from "./desk/restartable.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { signIn } from "./support/console.ts";
import { untilPhoneIsKept } from "./support/phone.ts";

const TEST_MS_MAX = 120_000;
const WAIT_MS_MAX = 20_000;

describeInBrowser("a fan and her agent, the whole way", (open) => {
  let database: TestDatabase;
  let dataDir: string;
  let port: number;
  let server: Server;
  let tables: Tables;

  // Anew for each try: what a try has left would be in the next one's way.
  beforeEach(async () => {
    database = await testDatabase();
    tables = await openTables(database.url);
    dataDir = await mkdtemp(join(tmpdir(), "seatbridge-whole-way-"));
    port = await freePort();
    server = await start();
  }, 60_000);
  afterEach(async () => {
    await server.stop();
    await tables.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  // At the same address and in the same folder each time: pages that are open find it again.
  const start = () => startServer({ databaseUrl: database.url, dataDir, env: { PORT: String(port) } });

  async function fanPage(): Promise<Page> {
    const { page } = await open();
    page.setDefaultTimeout(WAIT_MS_MAX);
    await page.goto(`${server.url}/fan`);
    await page.locator(".gate").getByRole("button").click();
    await page.locator(".phone .bubble").first().waitFor();
    return page;
  }
  async function deskPage(): Promise<Page> {
    const { page } = await open();
    page.setDefaultTimeout(WAIT_MS_MAX);
    const { id } = await signIn({ url: server.url, tables }, page.context(), ["agent"], "林晓");
    await tables.rows("INSERT INTO queue_member (queue_id, staff_id) SELECT id, $1 FROM queue", [id]);
    await page.goto(`${server.url}/desk`);
    await page.locator('[data-part="sign-in-seat"]').click();
    await page.getByRole("button", { name: "签入并示闲" }).click();
    await page.locator('[data-part="status"]').waitFor();
    return page;
  }

  const phone = (page: Page, text: string) => page.locator(".phone .bubble").getByText(text, { exact: true });
  const thread = (page: Page, text: string) => page.locator('[role="log"] .message', { hasText: text });
  async function say(page: Page, text: string): Promise<void> {
    await page.locator(".phone textarea").fill(text);
    await page.locator(".phone textarea").press("Enter");
    await phone(page, text).waitFor();
  }
  async function reply(page: Page, text: string): Promise<void> {
    await page.locator('[data-part="composer"] textarea').fill(text);
    await page.locator('[data-part="composer"] textarea').press("Enter");
  }

  it(
    "goes from a question to a closed ticket, over a power cut, with nothing lost or doubled",
    async () => {
      const [fan, desk] = [await fanPage(), await deskPage()];
      await say(fan, "几时发货");
      await fan.locator(".phone .bubble.theirs", { hasText: "小时内发出" }).waitFor();
      await say(fan, "转人工");
      await desk.locator('[data-part="offer"]').getByRole("button", { name: "接待" }).click();
      await thread(desk, "几时发货").waitFor();
      await reply(desk, "您好，我来查一下这单");
      await phone(fan, "您好，我来查一下这单").waitFor();

      await untilPhoneIsKept(dataDir, "您好，我来查一下这单");
      await server.kill();
      await reply(desk, "断电时写下的一句");
      server = await start();
      await phone(fan, "断电时写下的一句").waitFor();
      await say(fan, "还在吗");
      await thread(desk, "还在吗").waitFor();
      await reply(desk, "在的，明天上午发出");
      await phone(fan, "在的，明天上午发出").waitFor();

      await desk.locator('[data-part="end"]').click();
      await desk.getByRole("combobox", { name: "咨询分类" }).waitFor();
      await desk.keyboard.type("发货");
      await desk.keyboard.press("Enter");
      await desk.locator('[data-outcome="solved"]').click();
      await desk.locator('[data-part="save-wrap-up"]').click();
      await desk.locator('[data-part="save-wrap-up"]').waitFor({ state: "detached" });
      await desk.locator('[data-tab="ticket"]').click();
      await desk.locator('[data-event="wrapped_up"]').waitFor();

      // Asked once the end is final; her digit is a rating and reopens nothing.
      await fan.locator(".phone .bubble.theirs", { hasText: "请回复一个数字" }).waitFor();
      await say(fan, "5");
      await phone(fan, "收到您的评价，谢谢。").waitFor();
      await desk.locator('[data-tab="customer"]').click();
      await desk.getByText("评价 5 分").first().waitFor();
      await desk.locator('[data-tab="ticket"]').click();
      await desk.locator('[data-event="rated"]').getByText("客户评价：5 分").waitFor();
      expect(await tables.rows("SELECT state, rating FROM contact")).toEqual([
        { state: "closed", rating: 5 },
      ]);

      const events = await desk
        .locator('[role="tabpanel"] [data-event]')
        .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["event"]));
      for (const code of [
        "answered",
        "queued",
        "offered",
        "accepted",
        "heard",
        "ended",
        "wrapped_up",
        "closed",
        "rating_asked",
        "rated",
      ])
        expect(events.filter((event) => event === code)).toHaveLength(1);
      expect(events.filter((event) => event === "replied")).toHaveLength(3);

      for (const text of ["您好，我来查一下这单", "断电时写下的一句", "在的，明天上午发出"]) {
        expect(await phone(fan, text).count()).toBe(1);
        expect(await thread(desk, text).count()).toBe(1);
      }
      const left = await tables.rows<{ state: string }>(
        "SELECT state FROM outbox WHERE class = 'agent' ORDER BY seq",
      );
      expect(left.map(({ state }) => state)).toEqual(["accepted", "accepted", "accepted"]);
    },
    TEST_MS_MAX,
  );
});
