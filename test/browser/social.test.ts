import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import type { PublicDeed } from "../../emulator/weibo/square/post.ts";
import { account as ours, openRig, type Rig } from "../emulator/weibo/rig.ts";
import { browser, signedIn } from "../support/api.ts";
import { expectSound } from "./support/axe.ts";
import { until } from "./desk/floor.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

const fan = (uid: string, name: string, followers = 120) => ({ uid, name, followers, verified: false });

describeInBrowser("what is said of us on Weibo", (open) => {
  let server: ConsoleServer;
  let platform: Rig;
  const posts = new Map<string, string>();

  async function publish(by: ReturnType<typeof fan>, deed: PublicDeed): Promise<string> {
    const done = await platform.platform.publish(by, deed);
    if (done.kind !== "published") throw new Error(done.why);
    return done.id;
  }
  const post = async (by: ReturnType<typeof fan>, text: string): Promise<void> => {
    posts.set(by.name, await publish(by, { does: "post", text: `@${ours.title} ${text}` }));
  };

  beforeAll(async () => {
    platform = await openRig({ clock: Date.now });
    await post(fan("1001", "小麦子"), "加湿器用了三天就开始漏水，退款十天没动静，有没有人管");
    await post(fan("1002", "阿木"), "空气炸锅第一次用要不要空烧？");
    await post(fan("1003", "大嘴", 86_000), "电饭煲漏电把我妈手麻了");
    await post(fan("1004", "圆圆"), "抽奖抽我抽我，万一中了");
    await post(fan("1005", "糖糖"), "帮我看看这个行不行");
    await post(fan("1006", "果果"), "有没有蓝色的");
    for (const n of [1, 2, 3]) {
      const of = posts.get("小麦子") ?? "";
      await publish(fan(`200${n}`, `路人${n}`), {
        does: "repost",
        of,
        text: `转发微博//@小麦子:漏水 @${ours.title}`,
      });
    }
    server = await startConsole();
    const admin = browser(server, (await signedIn(server.tables, [{ role: "admin", queues: "all" }])).cookie);
    await admin("POST", "/accounts", {
      platform: "weibo",
      name: ours.title,
      settings: {
        appSecret: ours.appSecret,
        accessToken: ours.accessToken,
        uid: ours.uid,
        openBase: platform.url,
        apiBase: platform.url,
      },
    });
    // Its node looks for new accounts by itself, and for mentions at once.
    const found = "SELECT count(*)::int FROM social_thread";
    await until(
      () => server.tables.value<number>(found),
      (count) => count >= 6,
    );
  }, TEST_MS_MAX);
  afterAll(async () => {
    await server.stop();
    await platform.close();
  }, TEST_MS_MAX);

  const drawer = (page: Page) => page.getByRole("dialog");
  const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const answersOf = (name: string) =>
    fetch(`${platform.url}/2/comments/show.json?id=${posts.get(name)}`, {
      headers: { authorization: `OAuth2 ${ours.accessToken}` },
    }).then(async (answer) =>
      ((await answer.json()) as { comments: { text: string }[] }).comments.map(({ text }) => text),
    );

  it(
    "is found, told apart with reasons, answered, and what needs no answer is dismissed by keys and back",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["agent"]);
      await page.goto(`${server.url}/social`);
      await page.getByText("@15 不可达，因为每天只有 100 次调用").waitFor();
      await row(page, "大嘴").getByText("高风险").waitFor();
      await row(page, "小麦子")
        .getByText("投诉词：漏水、退款十天、没动静、没人管")
        .waitFor({ state: "detached" });
      await row(page, "小麦子")
        .getByText(/投诉词：/)
        .waitFor();
      await row(page, "小麦子").getByRole("cell", { name: "3", exact: true }).waitFor();
      await row(page, "阿木").getByText("求助词").waitFor();
      // What is dangerous stands first; a raffle takes no place.
      const names = await page.getByRole("row").allInnerTexts();
      expect(names[1]).toContain("大嘴");
      expect(await row(page, "圆圆").count()).toBe(0);
      await expectSound(page, "social-list");

      // Narrowed by keys; it stands in the address, and a colleague who gets that sees the same.
      await page.locator("h1").click();
      await page.keyboard.press("1");
      await row(page, "阿木").waitFor({ state: "detached" });
      await page.getByRole("button", { name: "1 投诉 2", exact: true }).waitFor();
      expect(new URL(page.url()).search).toBe("?is=complaint");
      await page.reload();
      await row(page, "小麦子").waitFor();
      expect(await row(page, "阿木").count()).toBe(0);
      await expectSound(page, "social-narrowed");
      await page.locator("h1").click();
      await page.keyboard.press("]");
      await page.getByText("没有符合筛选的微博").waitFor();
      await page.keyboard.press("[");
      await page.keyboard.press("0");
      await row(page, "阿木").waitFor();

      // Down to the last two, chosen by keys, dismissed with a reason, and one click brings them back.
      await page.locator("h1").click();
      for (let n = 0; n < 9; n += 1) await page.keyboard.press("j");
      await page.keyboard.press("x");
      await page.keyboard.press("k");
      await page.keyboard.press("x");
      await page.getByText("已选 2 条").waitFor();
      await page.keyboard.press("e");
      await drawer(page).getByText("2 条无需回复，因为…").waitFor();
      await expectSound(page, "social-dismiss");
      await page.getByRole("button", { name: "1 表扬、晒单" }).focus();
      await page.keyboard.press("6");
      await page.getByText("2 条已标为无需回复").waitFor();
      expect(await page.getByRole("row").count()).toBe(4);
      await page.getByRole("button", { name: "撤销" }).click();
      await row(page, "果果").waitFor();

      await row(page, "阿木").getByRole("button").click();
      const words = drawer(page).getByLabel(`以「${ours.title}」公开回复 阿木`);
      await words.fill("您好，您的订单 202611260012345 已看到");
      await drawer(page).getByRole("button", { name: "公开回复", exact: true }).click();
      await drawer(page).getByRole("alert").getByText("个人信息").waitFor();
      await words.fill("您好，第一次使用前空烧五分钟，散掉出厂气味即可。");
      await expectSound(page, "social-thread");
      await page.keyboard.press("Control+Enter");
      await drawer(page).getByText("已公开").waitFor();
      await page.keyboard.press("Escape");
      await drawer(page).waitFor({ state: "detached" });
      await page.getByRole("button", { name: /^已回复/ }).click();
      await row(page, "阿木").getByText("按时").waitFor();
      expect(await answersOf("阿木")).toEqual(["您好，第一次使用前空烧五分钟，散掉出厂气味即可。"]);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "waits for a second pair of eyes where many read it, and is said to be gone where it was deleted",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["agent"], "小林");
      await page.goto(`${server.url}/social`);
      await row(page, "大嘴").getByRole("button").click();
      await drawer(page).getByText("这条发出前要第二个人看：对方粉丝多、高风险").waitFor();
      await drawer(page).getByRole("textbox").fill("您好，请先断电停用，我们马上联系您。");
      await press(page, "提交审核");
      await drawer(page).getByText("需第二人审核").waitFor();
      await page.context().close();

      const { page: second } = await open();
      await signIn(server, second.context(), ["supervisor"], "林班长");
      await second.goto(`${server.url}/social`);
      await second.getByRole("button", { name: /^待审核/ }).click();
      await row(second, "大嘴").getByRole("button").click();
      await drawer(second).getByText("小林").waitFor();
      // Nobody writes a second one beside it.
      expect(await drawer(second).getByRole("textbox").count()).toBe(0);
      await expectSound(second, "social-approve");
      await press(second, "通过并发送");
      await drawer(second).getByText("已公开").waitFor();
      await second.keyboard.press("Escape");
      await second.getByRole("button", { name: /^已回复/ }).click();
      await row(second, "大嘴").waitFor();

      await platform.platform.publish(fan("1005", "糖糖"), { does: "delete", id: posts.get("糖糖") ?? "" });
      await second.getByRole("button", { name: /^待回复/ }).click();
      await row(second, "糖糖").getByRole("button").click();
      await drawer(second).getByRole("textbox").fill("您好，是哪一款呢？");
      await press(second, "公开回复");
      await second.keyboard.press("Escape");
      await row(second, "糖糖").getByText("原帖已删", { exact: true }).waitFor();
      await second.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "comes in by an address too, and tells whoever connects the account what it can promise",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["agent", "admin"]);
      const id = await publish(fan("1009", "晚晚"), { does: "post", text: "换了三次滤芯还是漏水，无语" });
      await page.goto(`${server.url}/social`);
      await press(page, "添加微博");
      await drawer(page).locator(".el-select__wrapper").click();
      await page.getByRole("option", { name: ours.title }).click();
      await drawer(page).getByLabel("微博链接").fill(`https://m.weibo.cn/status/${id}`);
      await expectSound(page, "social-add");
      await drawer(page).getByRole("button", { name: "添加", exact: true }).click();
      await page.getByText("添加了 1 条").waitFor();
      await row(page, "晚晚").waitFor();
      await page.goto(`${server.url}/accounts`);
      await page.getByRole("button", { name: ours.title }).click();
      await drawer(page).getByText("@15 不可达，因为每天只有 100 次调用").waitFor();
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "is told by day in numbers, and looked at again by a supervisor who marks it by keys",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["supervisor"], "林班长");
      await page.goto(`${server.url}/social`);
      await page.getByRole("link", { name: "@15 达成" }).click();
      await page.getByRole("button", { name: /^@15 / }).waitFor();
      await page.getByRole("table").getByText(ours.title).waitFor();
      await expectSound(page, "social-attained");
      await page.goBack();
      await page.getByRole("link", { name: "公开抽查" }).click();
      const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
      await page.getByLabel("日期").fill(today);
      const said = page.getByRole("listitem").filter({ hasText: "空烧五分钟" });
      await said.waitFor();
      await expectSound(page, "social-sample");
      await said.getByText("空烧五分钟").click();
      await page.keyboard.press("3");
      await said.getByRole("button", { name: "语气不当", pressed: true }).waitFor();
      expect(new URL(page.url()).search).toBe(`?day=${today}`);
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
