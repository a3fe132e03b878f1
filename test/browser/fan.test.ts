import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";

import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Server, startServer } from "../support/server.ts";
import {
  bubbles,
  chineseOutsideMessages,
  type FanVisit,
  field,
  pauseShortly,
  say,
  visitFan,
  wire,
} from "./fan/ground.ts";
import { axe } from "./support/axe.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { shot } from "./support/shot.ts";

jest.setTimeout(90_000);

describeInBrowser("the fan's simulator", (open) => {
  let database: TestDatabase;
  let dataDir: string;
  let server: Server;

  beforeAll(async () => {
    database = await testDatabase();
    await pauseShortly(database);
    dataDir = await mkdtemp(join(tmpdir(), "seatbridge-fan-page-"));
    server = await startServer({ databaseUrl: database.url, dataDir });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const visit = (options: FanVisit = {}) => visitFan(open, server.url, options);

  it("lets a newcomer be answered by the bot and ask for a person, with one click", async () => {
    const { page, guard } = await visit({ newcomer: true });
    const steps = page.getByRole("region", { name: "三步看懂" }).getByRole("listitem");
    expect(await steps.nth(2).getAttribute("class")).not.toContain("done");
    await page.getByRole("button", { name: "关注公众号" }).first().click();
    await bubbles(page).getByText("欢迎来到屿禾电器").waitFor();

    await field(page).focus();
    await page.keyboard.type("几时发货");
    await page.keyboard.press("Enter");
    await bubbles(page).nth(2).waitFor();
    await wire(page).getByText("命中「什么时候发货」").waitFor();
    await wire(page).getByText("签名正确").first().waitFor();
    await page.locator(".platform").getByText("剩余 5/5").waitFor();
    expect(await steps.nth(2).getAttribute("class")).toContain("done");

    await page.keyboard.type("人工");
    await page.keyboard.press("Enter");
    await wire(page).getByText("粉丝要求人工").waitFor();
    expect(await bubbles(page).count()).toBe(5);
    await shot(page, "fan-newcomer");
    expect(guard.offences()).toEqual([]);
  });

  it("shows live what comes later by the platform's interface, and what it cost", async () => {
    const { page } = await visit();
    await say(page, "呜啦呜啦哇啦");
    await wire(page).getByText("等粉丝把话说完").waitFor();
    await page.locator(".phone").getByText("客服消息").waitFor();
    await wire(page).getByText("客服消息 · 文字").waitFor();
    await wire(page).getByText("已送到粉丝手机").waitFor();
  });

  it("shows that a wrong signature is refused, and nothing on the phone", async () => {
    const { page } = await visit();
    const before = await bubbles(page).count();
    await page.getByRole("button", { name: "错误的签名" }).click();
    await wire(page).getByText("签名错误，被拒绝（401）").waitFor();
    await wire(page).locator(".forged summary").click();
    await wire(page).getByText("signature_wrong").waitFor();
    expect(await bubbles(page).count()).toBe(before);
  });

  it("does not send with the Enter that picks a candidate, and sends once with the next", async () => {
    const { page } = await visit();
    const before = await bubbles(page).count();
    const line = await page.context().newCDPSession(page);
    await field(page).focus();
    await line.send("Input.imeSetComposition", { text: "ni'hao", selectionStart: 6, selectionEnd: 6 });
    for (const windowsVirtualKeyCode of [229, 13]) {
      await line.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Enter", windowsVirtualKeyCode });
    }
    await line.send("Input.insertText", { text: "你好" });
    expect(await field(page).inputValue()).toBe("你好");
    expect(await bubbles(page).count()).toBe(before);
    // An Enter right behind the end of a composition belongs to it, too.
    const picked = await page.evaluate(() => performance.now());
    await page.waitForFunction((at) => performance.now() > at + 50, picked);
    await page.keyboard.press("Enter");
    await page.locator(".phone .own").getByText("你好", { exact: true }).waitFor();
    expect(await page.locator(".phone .own").count()).toBe(1);
  });

  it("sends a pasted picture after a look at it, and shows it as the platform keeps it", async () => {
    const { page, guard } = await visit();
    await field(page).focus();
    await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
      canvas.getContext("2d")?.fillRect(5, 5, 20, 20);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
      const clipboardData = new DataTransfer();
      if (blob !== null) clipboardData.items.add(new File([blob], "shot.png", { type: "image/png" }));
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    });
    await page.getByRole("img", { name: "要发的图片" }).waitFor();
    await page.keyboard.press("Enter");
    const sent = page.locator(".phone .own").getByRole("img");
    await sent.waitFor();
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>(".phone .own img")?.naturalWidth ?? 0) === 40,
    );
    expect(await page.getByRole("img", { name: "要发的图片" }).count()).toBe(0);
    expect(guard.offences()).toEqual([]);
  });

  it("keeps what fans write inert", async () => {
    const { page, guard } = await visit();
    await say(
      page,
      `<img src=x onerror=alert(1)> <a href="javascript:alert(1)">x</a> https://example.com/a?b=1`,
    );
    const own = page.locator(".phone .own");
    await own.waitFor();
    expect(await own.textContent()).toContain('<a href="javascript:alert(1)">x</a>');
    expect(
      await own.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ).toEqual(["https://example.com/a?b=1"]);
    expect(guard.offences()).toEqual([]);
  });

  it("lets a stranger write on Weibo, follow, and see what went over the wire, to the last digit", async () => {
    const { page, guard } = await visit({ on: "weibo", newcomer: true });
    await say(page, "几时发货");
    await bubbles(page).nth(1).waitFor();
    await wire(page).getByText("命中「什么时候发货」").waitFor();
    await page.locator(".windows").getByText("条数不限").waitFor();
    await wire(page).locator("summary").first().click();
    const [query, request, answer, data] = await wire(page).locator("pre").allTextContents();
    expect(query).toMatch(/^signature=\w+\ntimestamp=\d+\nnonce=\d+$/);
    expect(request).toContain(`\n  "receiver_id": ${server.weibo?.uid},\n`);
    expect(request).toContain('\n  "text": "几时发货",\n  "data": {}\n}');
    expect(answer).toContain('\n  "result": true,\n');
    expect(data).toContain('{\n  "text": "');
    await page.locator(".phone .join").click();
    await page.locator(".phone .notice").getByText("已关注", { exact: true }).waitFor();
    await page.locator(".phone .join").waitFor({ state: "hidden" });
    // What Weibo's phone does not have is not there.
    expect(await page.getByRole("button", { name: "扫码" }).count()).toBe(0);
    expect(await page.locator(".phone .menu").count()).toBe(0);
    expect(guard.offences()).toEqual([]);
  });

  it("shows on Weibo what comes later by its interface, and switches that off with its own codes", async () => {
    const { page } = await visit({ on: "weibo" });
    const active = page.getByRole("list", { name: "正在捣乱" });
    for (const code of [/10023/, /21327/, /10009/, /10012/]) {
      await page.getByRole("button", { name: "接口故障" }).click();
      await page.getByRole("menuitem", { name: code }).click();
      await active.getByText(code).waitFor();
    }
    await say(page, "呜啦呜啦哇啦");
    await wire(page).getByText("被拒绝（10012）").waitFor();
    await page.getByRole("button", { name: "恢复正常：" }).click();
    await active.waitFor({ state: "hidden" });
  });

  it("lets her speak in public on Weibo, and take it back", async () => {
    const { page, guard } = await visit({ on: "weibo" });
    await page.getByRole("button", { name: "微博广场" }).click();
    await page.getByRole("textbox", { name: "发微博" }).fill("@屿禾电器 三次都说今天上门，没一个人来");
    await page.getByRole("button", { name: "发微博" }).click();
    const post = page.locator(".plaza article").filter({ hasText: "三次都说今天上门" });
    await post.waitFor();
    await post.getByRole("button", { name: "评论" }).click();
    await post.getByRole("textbox", { name: "评论" }).fill("还有人管吗");
    await page.keyboard.press("Enter");
    await post.getByRole("listitem").getByText("还有人管吗").waitFor();
    // The account may answer once: the platform tells it of the mention.
    await page.locator(".windows").getByText("@ 后 48 小时").waitFor();
    await shot(page, "fan-plaza");
    expect(await axe(page)).toEqual([]);
    await post.getByRole("button", { name: "删除" }).first().click();
    await post.waitFor({ state: "detached" });
    expect(guard.offences()).toEqual([]);
  });

  it("makes each thing go wrong that it offers, says what is on, and takes it back", async () => {
    const { page, guard } = await visit();
    const active = page.getByRole("list", { name: "正在捣乱" });
    for (const name of [
      /^条数用完/,
      /^超出可回复/,
      /^系统繁忙/,
      /^慢 6 秒/,
      /^收下后断线/,
      /^回一个网页/,
      /^应答只有一半/,
    ]) {
      await page.getByRole("button", { name: "接口故障" }).click();
      const item = page.getByRole("menuitem", { name });
      expect((await item.locator("small").textContent())?.length).toBeGreaterThan(15);
      await item.click();
      await active.getByText(name).waitFor();
    }
    await shot(page, "fan-active");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "恢复正常：" }).click();
    await active.waitFor({ state: "hidden" });

    const choose = async (menu: string, name: RegExp) => {
      await page.getByRole("button", { name: menu, exact: true }).click();
      await page.getByRole("menuitem", { name }).click();
    };
    await choose("接口故障", /^别的程序换走 token/);
    await choose("接口故障", /^素材全部过期/);
    await choose("推送", /^同一条推送两次/);
    await active.getByText("同一条推送两次").waitFor();
    await say(page, "几时发货");
    await wire(page).getByText("第 2 次：").waitFor();
    await choose("推送", /^再投递上一条/);
    await wire(page).getByText("第 3 次：").waitFor();
    await choose("推送", /^两条推送颠倒/);
    await say(page, "发票怎么开");
    await active.getByText("有一条推送压着").waitFor();
    await page.getByRole("button", { name: "恢复正常：" }).click();
    await active.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "1 分钟", exact: true }).click();
    await page.locator(".windows").getByText("已快进 00:01:00").waitFor();
    await page.getByRole("button", { name: "快进 47h59m" }).click();
    await page.locator(".windows").getByText("已快进 48:00:00").waitFor();
    await choose("接口故障", /45047/);
    await say(page, "呜啦呜啦哇啦");
    await wire(page).getByText("被拒绝（45047）").waitFor();
    await page.locator(".phone .menu").getByRole("button", { name: "会员" }).click();
    await wire(page).getByText("点菜单").first().waitFor();
    expect(guard.offences()).toEqual([]);
  });

  it("has a phone for each platform, and comes back to the one in hand", async () => {
    const { page } = await visit({ on: "weibo" });
    await say(page, "几时发货");
    await bubbles(page).nth(2).waitFor();
    await page.reload();
    await page.locator(".phone.weibo").waitFor();
    await bubbles(page).nth(2).waitFor();
    await page.getByRole("combobox", { name: "账号" }).press("Enter");
    await page.getByRole("option", { name: "微信 · 屿禾电器" }).click();
    await page.locator(".phone.wechat-oa").waitFor();
    await page.getByRole("button", { name: "扫码" }).waitFor();
  });

  it.each([
    ["wechat", "zh-CN", "light", 1366, 768],
    ["wechat", "zh-CN", "dark", 1440, 900],
    ["wechat", "en", "light", 1440, 900],
    ["wechat", "en", "dark", 1366, 768],
    ["weibo", "zh-CN", "light", 1440, 900],
    ["weibo", "zh-CN", "dark", 1366, 768],
    ["weibo", "en", "light", 1366, 768],
    ["weibo", "en", "dark", 1440, 900],
  ] as const)("is readable for everybody (%s, %s, %s, %i×%i)", async (on, language, theme, width, height) => {
    const { page, guard } = await visit({ on, language, theme, width, height });
    await say(page, "几时发货");
    await bubbles(page).nth(2).waitFor();
    await page.getByRole("button", { name: /^(错误的签名|Wrong signature)$/ }).click();
    await wire(page).locator(".forged").waitFor();
    await wire(page).locator("summary").last().click();
    await shot(page, `fan-${on}-${language}-${theme}-${width}`);
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    if (language === "en") expect(await chineseOutsideMessages(page)).toEqual([]);
    expect(guard.offences()).toEqual([]);
  });

  it("goes on by itself after the server was started anew", async () => {
    const { page } = await visit();
    await say(page, "几时发货");
    await bubbles(page).nth(2).waitFor();
    const { port } = new URL(server.url);
    await server.stop();
    await page.getByText("与服务器的连接断了").waitFor();
    server = await startServer({ databaseUrl: database.url, dataDir, env: { PORT: port } });
    await page.getByText("与服务器的连接断了").waitFor({ state: "hidden" });
    expect(await bubbles(page).count()).toBe(3);
    await say(page, "发票怎么开");
    await bubbles(page).nth(4).waitFor();
  }, 60_000);
});
