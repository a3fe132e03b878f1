import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { callOf, knock } from "../support/knock.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";
import { wordsOf } from "./support/page.ts";

describeInBrowser("the end-to-end check on an account's page", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const panel = (page: Page) => page.getByRole("dialog").locator("section.check");
  const step = (page: Page, name: string) => panel(page).getByRole("listitem").filter({ hasText: name });

  async function openAccount(page: Page): Promise<void> {
    await page.goto(`${server.url}/accounts`);
    const row = page
      .getByRole("row")
      .filter({ hasText: /微信|WeChat/ })
      .first();
    await row.getByRole("button").first().click();
    await panel(page).waitFor();
  }

  it(
    "ticks the steps of a word that a fan writes on her phone, one after the other, until it counts as delivered",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await openAccount(page);
      await panel(page).getByRole("button", { name: "开始自检" }).click();
      await step(page, "收到").getByText("等待消息").waitFor();
      await expectSound(page, "account-check-waits");

      const [phone] = await Promise.all([
        page.context().waitForEvent("page"),
        panel(page).getByRole("link", { name: "打开粉丝模拟器" }).click(),
      ]);
      await phone.getByRole("button", { name: "新粉丝" }).click();
      await phone.locator(".gate button").click();
      // To follow is an event and no word: the check goes on waiting.
      await phone.locator(".phone .bubble").first().waitFor();
      await phone.locator(".phone textarea").fill("几时发货");
      await phone.locator(".phone textarea").press("Enter");
      await phone.locator(".phone .bubble").nth(2).waitFor();

      await step(page, "匹配").getByText("命中「什么时候发货」").waitFor();
      await step(page, "平台接收").getByText("已随回调返回给平台").waitFor();
      await step(page, "送达").getByText("等约 20 秒").waitFor();
      await expectSound(page, "account-check-waits-20s");
      // As if those twenty seconds were over.
      await server.tables.rows("UPDATE outbox SET passive_until = passive_until - interval '1 minute'");
      await panel(page).getByText("自检通过：这条消息收到了，也回答了").waitFor();
      const moments = await panel(page).locator(".ms").allTextContents();
      const known = moments.filter((text) => text !== "").map((text) => Number.parseInt(text, 10));
      expect(known.length).toBe(6);
      expect(known).toEqual([...known].sort((one, other) => one - other));
      expect(await panel(page).textContent()).not.toContain("几时发货");
      await expectSound(page, "account-check-passed");
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "says in words what was wrong with a call, and what to do",
    async () => {
      const { page } = await open({ language: "en" });
      await page.addInitScript(() => {
        localStorage.setItem("seatbridge.preferences", JSON.stringify({ language: "en", theme: "auto" }));
      });
      await signIn(server, page.context(), ["admin"]);
      await openAccount(page);
      await panel(page).getByRole("button", { name: "Start the check" }).click();
      await step(page, "Received").getByText("Waiting").waitFor();
      const forged = callOf(server.server, { from: "forger", action: { does: "write", text: "x" } });
      const search = forged.search.replace(/signature=\w{4}/, "signature=0000");
      const refused = step(page, "Verified").getByText("the token is not the one of the platform's page");
      // The node may hear of the check a moment later than the page.
      while (!(await refused.isVisible())) await knock(server.server, { ...forged, search });
      await panel(page).getByText("It ends at “Verified”").waitFor();
      await expectSound(page, "account-check-refused");
      expect(
        (await wordsOf(page, await server.names())).filter((word) => /\p{Script=Han}/u.test(word)),
      ).toEqual([]);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "of a real account says which address the platform's page should have, as far as the server knows",
    async () => {
      const { page } = await open();
      await server.tables.rows(
        `INSERT INTO account (id, platform, name, simulated, config, created_at)
         VALUES (gen_random_uuid(), 'wechat-oa', '真实账号', false, '{"token": "callbackToken7"}', now())`,
      );
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/accounts`);
      await page.getByRole("button", { name: "真实账号" }).click();
      await panel(page).getByRole("button", { name: "开始自检" }).click();
      await panel(page).getByText("用您自己的微信或微博").waitFor();
      await panel(page).getByText("服务器没有设置 PUBLIC_URL").waitFor();
      // As a server answers that was told its address: this one would then take calls from there alone.
      await page.route("**/api/v1/accounts", async (route) => {
        const got = await route.fetch();
        const body = (await got.json()) as { items: { callback: string | null }[] };
        const items = body.items.map((one) => ({ ...one, callback: "https://service.example/webhooks/1" }));
        await route.fulfill({ response: got, json: { ...body, items } });
      });
      await page.reload();
      await page.getByRole("button", { name: "真实账号" }).click();
      // The check that was begun goes on where somebody comes back to it.
      await panel(page).getByRole("button", { name: "重新自检" }).waitFor();
      expect(await panel(page).getByRole("textbox").inputValue()).toBe("https://service.example/webhooks/1");
      await expectSound(page, "account-check-real");
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
