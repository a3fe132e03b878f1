import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { writeXlsx } from "hucre/xlsx";

import { visitFan } from "./fan/ground.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describeInBrowser("an answer that is a picture", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  it(
    "lies on its row of a workbook, is seen in the editor, and reaches the fan as a picture once it is published",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(30_000);
      await signIn(server, page.context(), ["admin", "supervisor"]);
      await page.goto(`${server.url}/kb/import?account=${server.server.account.id}`);
      const rows = [
        ["标准问", "相似问", "答案"],
        ["杯盖尺码表发我", "发一下尺码表", ""],
        ["礼盒是什么颜色", "", "红色。"],
      ];
      const anchored = (row: number) => ({
        data: DOT,
        type: "png" as const,
        anchor: { from: { row, col: 2 }, to: { row: row + 1, col: 3 } },
      });
      const sheet = { name: "FAQ", rows, images: [anchored(1), anchored(2)] };
      const buffer = Buffer.from(await writeXlsx({ sheets: [sheet] }));
      await page.locator("input[type=file]").setInputFiles({ name: "知识.xlsx", mimeType: XLSX, buffer });
      await page.getByText("答案已经是文字，一条答案只能是文字或图片").waitFor();
      await page.getByRole("button", { name: "导入为 2 条草稿" }).click();
      await page.getByRole("link", { name: "去处理待办" }).click();
      await page.getByText("这一行的图片没有成为答案").waitFor();

      await page.goto(`${server.url}/kb/faq?account=${server.server.account.id}`);
      await page.getByRole("button", { name: "杯盖尺码表发我" }).click();
      const picture = page.getByRole("img", { name: "答案图片" });
      await picture.waitFor();
      expect(await picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(1);
      await expectSound(page, "kb-picture");
      await page.getByRole("button", { name: "发布", exact: true }).click();
      await page.getByText("生效中 · 第 1 版").waitFor();

      // Another is chosen by hand, where the answer was in words.
      await page.goto(`${server.url}/kb/faq?account=${server.server.account.id}`);
      await page.getByRole("button", { name: "礼盒是什么颜色" }).click();
      await page.getByLabel("答案", { exact: true }).fill("");
      const chosen = page.waitForEvent("filechooser");
      await page.locator(".choice button").click();
      await (await chosen).setFiles({ name: "红.png", mimeType: "image/png", buffer: DOT });
      await picture.waitFor();
      await page.getByRole("button", { name: "保存草稿" }).click();
      await page.getByText("已全部保存").waitFor();
      expect(guard.offences()).toEqual([]);

      const fan = await visitFan(open, server.url, {});
      await fan.page.locator(".phone textarea").fill("发一下尺码表");
      await fan.page.locator(".phone textarea").press("Enter");
      await fan.page.locator(".phone img:not(.avatar)").last().waitFor();
      expect(fan.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
