import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { CDPSession, Page } from "playwright-core";

import { expectSound } from "../support/axe.ts";
import { describeInBrowser } from "../support/chromium.ts";
import { shots } from "../support/shot.ts";
import {
  type Agent,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  serve,
  until,
} from "./floor.ts";

const TEST_MS_MAX = 90_000;
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** A second of voice: fifty frames of the mode with 12.2 kbit/s (RFC 4867, section 5.3). */
const AMR = Buffer.concat([
  Buffer.from("#!AMR\n"),
  ...Array.from({ length: 50 }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 0x55)])),
]);

const MP4 = Buffer.from("\0\0\0\u0018ftypmp42 film", "latin1");

/** Files as a drag drops them on the thread. */
async function drop(page: Page, files: readonly (readonly [name: string, bytes: Buffer])[]): Promise<void> {
  await page.evaluate(
    (given) => {
      const dataTransfer = new DataTransfer();
      for (const [name, base64] of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name));
      }
      const options = { bubbles: true, cancelable: true, dataTransfer };
      document.querySelector('[role="log"]')?.dispatchEvent(new DragEvent("drop", options));
    },
    files.map(([name, bytes]) => [name, bytes.toString("base64")] as const),
  );
}

describeInBrowser("what an agent attaches", (open) => {
  let floor: Floor;
  let agent: Agent;
  let page: Page;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor();
    await floor.tables.rows("UPDATE account SET config = config || $1 WHERE platform = 'wechat-oa'", [
      { checks: "people" },
    ]);
    agent = await floor.agent(open, "林晓");
    page = agent.page;
    fan = await floor.fan("小美");
    await serve(agent, fan);
    await openThread(agent, fan);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const send = () => composerOf(page).press("Enter");
  const tray = () => page.locator('[data-part="composer"] .tray li');
  const pending = () => page.locator('[role="log"] [data-pending]');
  const viewer = () => page.locator('[data-part="viewer"]');
  const lineOf = (chrome: CDPSession, bytesPerSecond: number) =>
    chrome.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });

  it(
    "shows how far an upload has come; called off and sent again, it arrives once",
    async () => {
      const chrome = await page.context().newCDPSession(page);
      await lineOf(chrome, 40 * 1_024);
      await drop(page, [["大图.png", Buffer.concat([PNG, Buffer.alloc(2 * 1_024 * 1_024)])]]);
      await tray().waitFor();
      await send();
      await until(
        async () => Number(await pending().locator("progress").getAttribute("value")),
        (percent) => percent > 1 && percent < 100,
      );
      await shots(page, "media-progress");
      await page.getByRole("button", { name: "取消上传" }).click();
      await pending().getByText("已取消上传").waitFor();
      expect(await fan.pictures()).toEqual([]);
      await lineOf(chrome, -1);
      await page.getByRole("button", { name: "重试" }).click();
      await until(
        () => fan.pictures(),
        (all) => all.length === 1,
      );
      await page.locator('[role="log"] .message.agent img').waitFor();
      expect(await pending().count()).toBe(0);
    },
    TEST_MS_MAX,
  );

  it(
    "is told before it is uploaded that the platform does not take it, whatever it is called",
    async () => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      const told = page.locator('[data-part="composer"]').getByRole("alert");
      for (const [name, bytes, words] of [
        ["合同.pdf", Buffer.from("%PDF-1.7"), "合同.pdf 不是图片、语音或视频；平台不接收文件"],
        ["照片.png", Buffer.from("RIFF0000WEBPVP8 "), "照片.png：平台只接收 PNG, JPEG, GIF 格式的图片"],
        [
          "长.amr",
          Buffer.concat([AMR, Buffer.alloc(3 * 1_024 * 1_024)]),
          "长.amr 有 3.0 MB，超过 2 MB 的上限",
        ],
      ] as const) {
        await drop(page, [[name, bytes]]);
        await told.getByText(words).waitFor();
      }
      expect(await tray().count()).toBe(0);
      expect(asked.filter((url) => url.includes("/media"))).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "as a picture is seen whole: larger, turned, the next, by keys, and closed by Escape",
    async () => {
      await drop(page, [["二.png", PNG]]);
      await tray().waitFor();
      await send();
      await page.locator('[role="log"] .message.agent img').nth(1).waitFor();
      await page.getByRole("button", { name: "查看图片" }).first().click();
      await viewer().getByText("1 / 2").waitFor();
      await viewer().getByText("1 × 1 · 2.0 MB").waitFor();
      for (const key of ["+", "r"]) await page.keyboard.press(key);
      await viewer().getByText("125%").waitFor();
      expect(await viewer().locator("img").getAttribute("style")).toContain("rotate(90deg) scale(1.25)");
      await shots(page, "media-viewer");
      await page.keyboard.press("ArrowRight");
      await viewer().getByText("2 / 2").waitFor();
      await viewer().getByText("100%").waitFor();
      await page.keyboard.press("Escape");
      await viewer().waitFor({ state: "detached" });
    },
    TEST_MS_MAX,
  );

  it(
    "as a voice of a phone is decoded here, and plays",
    async () => {
      await drop(page, [["语音.amr", AMR]]);
      await tray().waitFor();
      await shots(page, "media-tray");
      await send();
      await until(
        () => fan.received(),
        (all) => all.at(-1) === "[voice]",
      );
      await page.locator('[data-part="play"]').click();
      const player = page.locator('[role="log"] .message.agent audio');
      await player.waitFor();
      await until(
        () => player.evaluate((audio) => (audio as HTMLAudioElement).duration),
        (seconds) => Math.abs(seconds - 1) < 0.05,
      );
      await shots(page, "media-voice");
    },
    TEST_MS_MAX,
  );

  it(
    "may be a card, chosen and written by the keyboard, as the customer will see it",
    async () => {
      await page.getByRole("button", { name: "发卡片" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("menuitem", { name: "链接卡片" }).press("Enter");
      const form = page.locator('[data-part="card-form"]');
      await form.getByLabel("标题").fill("退货说明");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("链接须以 http:// 或 https:// 开头").waitFor();
      await form.getByLabel("链接地址").fill("https://shop.example/refund");
      await page.getByRole("region", { name: "客户看到的样子" }).getByText("退货说明").waitFor();
      await expectSound(page, "media-card");
      await page.keyboard.press("Enter");
      await until(
        () => fan.received(),
        (all) => all.at(-1) === "[news]",
      );
      await page.locator('[role="log"] .message.agent [data-card="news"]').getByText("退货说明").waitFor();
      expect(await composerOf(page).evaluate((area) => area === document.activeElement)).toBe(true);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "is marked at its bubble where the platform, which looks at it later, does not like it",
    async () => {
      await fan.says("再发一张");
      await drop(page, [["三.png", Buffer.concat([PNG, Buffer.from("RISKY")])]]);
      await tray().waitFor();
      await send();
      const state = page.locator('[role="log"] .message.agent [data-state="flagged"]');
      await state.getByText("平台判定违规，客户可能看不到").waitFor();
      // She has it: it is not sent again.
      expect(await state.getByRole("button").count()).toBe(0);
      await expectSound(page, "media-flagged");
    },
    TEST_MS_MAX,
  );

  it(
    "may be a film, a mini program's card with its cover, or a menu to tap",
    async () => {
      // Her next word opens five places anew.
      await fan.says("还有别的吗");
      const form = page.locator('[data-part="card-form"]');
      const told = (words: string) => page.getByRole("alert").getByText(words).waitFor();
      const arrived = (words: string) =>
        until(
          () => fan.received(),
          (all) => all.at(-1) === words,
        );
      async function begin(kind: string): Promise<void> {
        await page.getByRole("button", { name: "发卡片" }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("menuitem", { name: kind }).press("Enter");
        await form.waitFor();
      }
      const give = () => page.getByRole("dialog").getByRole("button", { name: "发送", exact: true }).click();

      await drop(page, [["安装.mp4", MP4]]);
      await tray().waitFor();
      await send();
      await arrived("[video]");

      await begin("小程序卡片");
      await form.getByLabel("标题").fill("我的订单");
      await page.keyboard.press("Enter");
      await told("请填写 AppID");
      await form.getByLabel("小程序 AppID").fill("wx0011223344556677");
      await form.getByLabel("页面路径").fill("pages/order/detail?id=1");
      await page.keyboard.press("Enter");
      await told("请选择封面图片");
      const picture = { name: "封面.png", mimeType: "image/png", buffer: PNG };
      await form.getByLabel("封面图片").setInputFiles(picture);
      await expectSound(page, "media-card-mini");
      await give();
      await arrived("[news]");
      await page.locator('[role="log"] [data-card="mini_program"]').getByText("我的订单").waitFor();

      await begin("菜单消息");
      await form.getByLabel("开头的话").fill("想问哪一类？");
      await give();
      await told("请写 1 到");
      await form.getByLabel("可点的选项").fill("退货\n发票");
      await page.getByRole("region", { name: "客户看到的样子" }).getByText("发票").waitFor();
      await expectSound(page, "media-card-menu");
      await give();
      await arrived("想问哪一类？\n1. 退货\n2. 发票");
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
