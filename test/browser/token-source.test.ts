import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { openStandInPlatform, type StandInPlatform } from "../support/stand-in-platform.ts";
import { openTokenServer, type TokenServer } from "../support/token-server.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("the form of where a token comes from", (open) => {
  let server: ConsoleServer;
  let platform: StandInPlatform;
  let brand: TokenServer;
  beforeAll(async () => {
    [server, platform, brand] = await Promise.all([startConsole(), openStandInPlatform(), openTokenServer()]);
  }, TEST_MS_MAX);
  afterAll(async () => {
    await brand.close();
    await platform.close();
    await server.stop();
  }, TEST_MS_MAX);

  it(
    "asks the brand's server now and says what is wrong, and gives the token on by a key that is shown once",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      const drawer = page.getByRole("dialog").first();
      const press = (name: string) => drawer.getByRole("button", { name, exact: true }).click();
      const fill = (label: string, text: string) => drawer.getByLabel(label, { exact: true }).fill(text);
      await page.goto(`${server.url}/accounts`);
      await page.getByRole("button", { name: "接入账号", exact: true }).click();
      const name = `令牌 ${randomUUID().slice(0, 8)}`;
      await fill("名称", name);
      await fill("令牌（Token）", "callbackToken7");
      await drawer.getByRole("combobox", { name: "消息加解密方式" }).press("Enter");
      await page.getByRole("option", { name: "明文模式" }).click();
      await drawer.getByRole("combobox", { name: "访问令牌从哪里来" }).press("Enter");
      await page.getByRole("option", { name: "从品牌的令牌服务器取" }).click();
      expect(await drawer.getByLabel("开发者密码（AppSecret）", { exact: true }).count()).toBe(0);
      await fill("令牌服务器的地址", brand.url);
      await fill("令牌服务器的密钥", "key-of-the-mall");
      await fill("接口地址", platform.url);
      brand.answer = () => ({ body: "<html>502</html>" });
      await press("测试连接");
      await drawer.getByText("令牌服务器的回答读不懂").waitFor();
      await expectSound(page, "token-source");
      brand.answer = () => ({ body: '{"access_token":"t","expires_in":7200}' });
      platform.answer = () => ({ errcode: 40001, errmsg: "invalid credential" });
      await press("测试连接");
      await drawer.getByText("平台不认令牌服务器给的令牌").waitFor();
      platform.answer = () => ({ kf_list: [] });
      await press("测试连接");
      await drawer.getByText("平台接受了这些设置").waitFor();
      expect(platform.asked.some(({ path }) => path.endsWith("token"))).toBe(false);
      await press("接入");

      await press("开始提供");
      expect(await drawer.getByLabel("密钥", { exact: true }).inputValue()).toMatch(/^[\w-]{43}$/);
      await expectSound(page, "token-share");
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
