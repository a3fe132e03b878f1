import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { callOf, knock } from "../support/knock.ts";
import { type OldSystem, openOldSystem } from "../support/old-system.ts";
import { chineseOutsideMessages } from "./fan/ground.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("the page of going live", (open) => {
  let server: ConsoleServer;
  let old: OldSystem;
  beforeAll(async () => {
    server = await startConsole();
    old = await openOldSystem();
  }, TEST_MS_MAX);
  afterAll(async () => {
    await old.close();
    await server.stop();
  }, TEST_MS_MAX);

  let fans = 0;
  /** Whose words a new fan gets, once that is as wanted. */
  async function untilAnswered(by: "ours" | "theirs", from?: string): Promise<void> {
    for (;;) {
      const fan = from ?? `o_page_${(fans += 1)}`;
      const { body } = await knock(
        server.server,
        callOf(server.server, { from: fan, action: { does: "write", text: "谢谢你们" } }),
      );
      if (body.includes("原系统") === (by === "theirs")) return;
    }
  }
  const state = (page: Page, words: string | RegExp) => page.locator(".state").getByText(words).waitFor();

  it(
    "goes from the shadow to 0, 5, 100 and back to 0 per cent, and takes a roll-back back",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin", "supervisor"]);
      await page.goto(`${server.url}/relay/${server.server.account.id}`);
      await page.getByText("这个账号没有并行的原系统").waitFor();
      await expectSound(page, "relay-none");
      await page.getByLabel("第 1 个地址").fill(`${old.url}/wx`);
      await page.getByText("在内网").click();
      await page.getByRole("button", { name: "从旁观开始" }).click();
      await state(page, "旁观中");
      await untilAnswered("theirs");

      await page.getByRole("button", { name: "0%", exact: true }).click();
      await state(page, "灰度 0%");
      await untilAnswered("theirs");
      await page.getByRole("button", { name: "5%", exact: true }).click();
      await state(page, "灰度 5%");
      await untilAnswered("ours");
      await page.getByRole("radio", { name: /旁观/ }).focus();
      await page.getByRole("radio", { name: /全量/ }).check();
      await state(page, "都由我们回答");
      await untilAnswered("ours", "o_page_full");
      await page.getByRole("button", { name: "0%", exact: true }).click();
      await state(page, "灰度 0%");
      await untilAnswered("theirs", "o_page_full");

      await page.getByRole("radio", { name: /全量/ }).check();
      await state(page, "都由我们回答");
      await page.getByRole("button", { name: "退回" }).click();
      await state(page, "已退回");
      await untilAnswered("theirs", "o_page_full");
      await page.getByRole("button", { name: "撤销" }).last().click();
      await state(page, "都由我们回答");

      await page.getByLabel("粉丝的 OpenID").fill("o_page_full");
      await page.getByRole("button", { name: "查看", exact: true }).click();
      await page.getByText("由这一步决定").waitFor();
      await page.reload();
      await page.getByText("谢谢你们").first().waitFor();
      await page.locator(".bars").waitFor();
      await expectSound(page, "relay-live");

      // A day alone stands in the address; what was said on another is not in it.
      const today = page.locator("table.days").getByRole("button");
      await today.click();
      await page.getByRole("button", { name: "看全部日期" }).waitFor();
      expect(new URL(page.url()).searchParams.get("day")).toMatch(/^\d{4}-\d\d-\d\dT/);
      await page.getByText("谢谢你们").first().waitFor();
      await expectSound(page, "relay-day");
      await page.getByRole("button", { name: "看全部日期" }).click();
      await today.waitFor();
      expect(old.heard.length).toBeGreaterThan(5);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "is driven in English, too, without a word of another language",
    async () => {
      const { page } = await open({ language: "en" });
      await signIn(server, page.context(), ["admin", "supervisor"]);
      await page.addInitScript(() => {
        localStorage.setItem("seatbridge.preferences", JSON.stringify({ language: "en", theme: "auto" }));
      });
      await page.goto(`${server.url}/relay/${server.server.account.id}`);
      await page.getByRole("radio", { name: /^Canary/ }).check();
      await state(page, /^Canary \d+%: we answer these fans/);
      await page.getByRole("button", { name: "5%", exact: true }).click();
      await state(page, /^Canary 5%/);
      await page.getByRole("radio", { name: /^Full/ }).check();
      await state(page, /^Full: we answer all/);
      await page.getByRole("button", { name: "Roll back" }).click();
      await state(page, /^Rolled back/);
      await page.getByLabel("The fan's OpenID").fill("o_page_full");
      await page.getByRole("button", { name: "Look", exact: true }).click();
      await page.getByText("this decides").waitFor();
      await page.locator(".bars").waitFor();
      await expectSound(page, "relay-en");
      expect(await chineseOutsideMessages(page)).toEqual([]);
      await page.getByRole("radio", { name: /^Full/ }).check();
      await state(page, /^Full: we answer all/);
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
