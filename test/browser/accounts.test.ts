import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { openStandInPlatform, type StandInPlatform } from "../support/stand-in-platform.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

const SECRET = randomUUID().replaceAll("-", "");

describeInBrowser("the page of accounts", (open) => {
  let server: ConsoleServer;
  let platform: StandInPlatform;
  beforeAll(async () => {
    server = await startConsole();
    platform = await openStandInPlatform();
  }, TEST_MS_MAX);
  afterAll(async () => {
    await platform.close();
    await server.stop();
  }, TEST_MS_MAX);

  const drawer = (page: Page) => page.getByRole("dialog");
  const fill = (page: Page, label: string, text: string) =>
    drawer(page).getByLabel(label, { exact: true }).fill(text);
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

  it(
    "tells precisely what the platform refuses, connects, says whence the address comes, and never shows a secret again",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/accounts`);
      const answers: string[] = [];
      page.on("response", (answer) => {
        if (!answer.url().includes("/api/v1/accounts")) return;
        void answer.text().then(
          (text) => answers.push(text),
          () => undefined,
        );
      });
      await press(page, "接入账号");
      await drawer(page).getByText("自动（按这个账号平时的消息量）").waitFor();
      const name = `服务号 ${randomUUID().slice(0, 8)}`;
      await fill(page, "名称", name);
      await drawer(page).getByRole("button", { name: "随机生成" }).first().click();
      const token = await drawer(page).getByLabel("新的令牌（Token）").inputValue();
      await drawer(page).getByRole("button", { name: "随机生成" }).nth(1).click();
      expect(token).toMatch(/^[0-9A-Za-z]{32}$/);
      await fill(page, "开发者 ID（AppID）", "wx0123456789abcdef");
      await fill(page, "开发者密码（AppSecret）", SECRET);
      await fill(page, "接口地址", platform.url);
      platform.answer = () => ({ errcode: 40164, errmsg: "invalid ip 203.0.113.9, not in whitelist" });
      await press(page, "测试连接");
      await drawer(page).getByText("服务器地址 203.0.113.9 不在 IP 白名单里").waitFor();
      await expectSound(page, "account-test");
      platform.answer = (path) => (path.endsWith("token") ? { access_token: "t", expires_in: 7_200 } : {});
      await press(page, "测试连接");
      await drawer(page).getByText("平台接受了这些设置").waitFor();
      await press(page, "接入");
      // This server was not told its address.
      await drawer(page).getByText("服务器没有设置 PUBLIC_URL").waitFor();
      // What was made here stays until she has taken it along.
      expect(await drawer(page).getByLabel("新的令牌（Token）").inputValue()).toBe(token);
      await expectSound(page, "account-made");
      await page.keyboard.press("Escape");
      await drawer(page).waitFor({ state: "hidden" });
      await page.getByRole("button", { name }).click();
      await drawer(page).getByPlaceholder("已设置，留空则不变").first().waitFor();
      const shown = (await page.content()) + answers.join("\n");
      expect(answers.length).toBeGreaterThan(3);
      for (const secret of [SECRET, token]) expect(shown).not.toContain(secret);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "switches an account off once it was asked, and on again",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/accounts`);
      const row = page.getByRole("row", { name: "练习账号" }).first();
      await row.getByRole("button", { name: "停用" }).click();
      await drawer(page).getByRole("button", { name: "停用" }).click();
      await row.getByText("已停用").waitFor();
      await row.getByRole("button", { name: "启用" }).click();
      await row.getByRole("button", { name: "停用" }).waitFor();
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "says since when an account is silent and what to look at, and lets an administrator choose how long is too long",
    async () => {
      const id = randomUUID();
      const name = `静默 ${id.slice(0, 8)}`;
      await server.tables.rows(
        `INSERT INTO account (id, platform, name, simulated, config, created_at, silence_minutes, silent_since)
         VALUES ($1, 'wechat-oa', $2, false, '{"token": "callbackToken7"}', now(), 45, '2026-11-26T03:00:00Z')`,
        [id, name],
      );
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/accounts`);
      await page.getByRole("row", { name }).getByText("久无消息").waitFor();
      await expectSound(page, "accounts-silent");
      await page.getByRole("button", { name }).click();
      await drawer(page).getByText("自 11/26 11:00 起没有收到任何消息").waitFor();
      await expectSound(page, "account-silent");
      // Nobody has chosen a queue: it says which that is.
      await drawer(page).getByText("默认（最早建立的队列）").waitFor();
      const choice = drawer(page).getByRole("combobox", { name: "多久没有消息时提醒" });
      await choice.press("Enter");
      await page.getByRole("option", { name: "45 分钟" }).waitFor();
      await page.getByRole("option", { name: "120 分钟" }).click();
      await press(page, "保存");
      await drawer(page).waitFor({ state: "hidden" });
      expect(await server.tables.value("SELECT silence_minutes FROM account WHERE id = $1", [id])).toBe(120);
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
