import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { type Server, startServer } from "../../support/server.ts";
import { axe } from "../support/axe.ts";
import { describeInBrowser } from "../support/chromium.ts";
import { shot } from "../support/shot.ts";
import { chineseOutsideMessages, type FanVisit, pauseShortly, say, visitFan, wire } from "./ground.ts";

jest.setTimeout(90_000);

describeInBrowser("the fan's simulator has a button", (open) => {
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await testDatabase();
    await pauseShortly(database);
    server = await startServer({ databaseUrl: database.url });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await database.drop();
  });
  const visit = (options: FanVisit = {}) => visitFan(open, server.url, options);

  it("to scan, to answer a notice, to leave", async () => {
    const { page, guard } = await visit();
    const told = (words: string) => page.locator(".phone .notice").getByText(words).waitFor();
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await press("扫码");
    await page.getByRole("textbox", { name: "二维码的场景值" }).fill("store_9");
    await page.keyboard.press("Enter");
    await told("扫了二维码（场景 store_9）");
    await press("订阅通知");
    await press("同意");
    await told("同意接收一次通知");
    await wire(page).getByText("答复订阅通知").waitFor();
    await press("订阅通知");
    await page.getByText("在微信设置里改").click();
    await shot(page, "fan-notice");
    expect(await axe(page)).toEqual([]);
    await press("拒绝");
    await told("拒绝接收这类通知");
    await wire(page).getByText("在设置里改订阅通知").waitFor();
    await press("取消关注");
    await page.locator(".gate button").waitFor();
    expect(guard.offences()).toEqual([]);
  });

  it.each([
    ["zh-CN", "light", 1366, 768],
    ["en", "dark", 1440, 900],
  ] as const)(
    "to come into a mini program, and to send a page of it (%s)",
    async (language, theme, width, height) => {
      const { page, guard } = await visit({ on: "mini", language, theme, width, height });
      const press = (name: RegExp) => page.getByRole("button", { name }).first().click();
      await press(/^(进入会话|Come in)$/);
      await page.getByRole("textbox", { name: /session-from/ }).press("Enter");
      await page.locator(".phone .notice").first().waitFor();
      await page
        .locator(".windows")
        .getByText(/^(进入会话 1 分钟|Entry, 1 minute)/)
        .waitFor();
      await say(page, "几时发货");
      await wire(page)
        .getByText(/命中「什么时候发货」|Matched “什么时候发货”/)
        .waitFor();
      await page.locator(".phone .row.account").first().waitFor();
      await press(/^(发送小程序页面|Send a page of it)$/);
      await page.locator(".phone .own").nth(1).waitFor();
      await wire(page).locator("summary").first().click();
      await shot(page, `fan-mini-${language}-${theme}-${width}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      if (language === "en") expect(await chineseOutsideMessages(page)).toEqual([]);
      expect(guard.offences()).toEqual([]);
    },
  );
});
