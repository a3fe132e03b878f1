import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { httpPush } from "../../emulator/weibo/platform/push.ts";
import { account as ours, openRig, type Rig } from "../emulator/weibo/rig.ts";
import { browser, signedIn } from "../support/api.ts";
import { type Floor, openFloor, until } from "./desk/floor.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { expectSound } from "./support/axe.ts";

const fan = { uid: "9007199254740993", name: "小麦子", followers: 120, verified: false };

describeInBrowser("a request on Weibo at the desk", (open) => {
  let floor: Floor;
  let platform: Rig;
  let webhook = "";
  let post = "";

  beforeAll(async () => {
    platform = await openRig({ clock: Date.now, push: httpPush(() => webhook) });
    floor = await openFloor({ autoAccept: true, wrapRequired: [], ratingInvite: false });
    const admin = browser(floor, (await signedIn(floor.tables, [{ role: "admin", queues: "all" }])).cookie);
    const queueId = await floor.tables.value<string>("SELECT id FROM queue LIMIT 1");
    const made = await admin("POST", "/accounts", {
      platform: "weibo",
      name: ours.title,
      queueId,
      settings: {
        appSecret: ours.appSecret,
        accessToken: ours.accessToken,
        uid: ours.uid,
        openBase: platform.url,
        apiBase: platform.url,
      },
    });
    webhook = `${floor.url}/webhooks/${(made.body as { id: string }).id}`;
    const done = await platform.platform.publish(fan, {
      does: "post",
      text: `@${ours.title} 加湿器用了三天就漏水，有没有人管`,
    });
    if (done.kind !== "published") throw new Error(done.why);
    post = done.id;
  }, TEST_MS_MAX);
  afterAll(async () => {
    await floor.stop();
    await platform.close();
  }, TEST_MS_MAX);

  const publicPart = (page: Page) => page.getByRole("region", { name: "微博" });
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const comments = async (): Promise<string[]> => {
    const answer = await fetch(`${platform.url}/2/comments/show.json?id=${post}`, {
      headers: { authorization: `OAuth2 ${ours.accessToken}` },
    });
    return ((await answer.json()) as { comments: { text: string }[] }).comments.map(({ text }) => text);
  };

  it(
    "is answered below the post, moved to private, joined by her there, and closed in public",
    async () => {
      const { page } = await floor.agent(open, "林晓");
      const rows = page.getByRole("navigation").or(page.locator("main"));
      await rows.getByText("微博公开").first().waitFor();
      await page.getByText("小麦子").first().click();
      const thread = publicPart(page);
      await thread.getByText("加湿器用了三天就漏水").waitFor();
      await thread.getByText(/^剩 /).waitFor();
      await expectSound(page, "desk-public");

      // Asked to write privately, with the house's own words for her.
      await press(page, "转私信");
      await thread.getByRole("textbox").press("Control+Enter");
      await thread.getByText("已公开").waitFor();
      expect(await comments()).toEqual([expect.stringContaining("@小麦子 您好")]);

      // Nothing has reached her privately because of her post.
      const phone = platform.platform.phone(ours.id, fan.uid);
      expect("thread" in phone ? phone.thread : []).toEqual([]);
      await platform.say("我来私信了，订单号 1234", fan.uid);
      await until(
        () =>
          floor.tables.value<number>(
            `SELECT count(*)::int FROM contact k JOIN conversation c ON c.id = k.conversation_id
             WHERE c.surface = 'private' AND k.state = 'active' AND k.parent_contact_id IS NOT NULL`,
          ),
        (count) => count === 1,
      );

      await page.reload();
      await thread.getByText("已转私信，林晓处理中。").waitFor();
      await thread.getByRole("link", { name: "打开私信" }).click();
      await page.getByRole("textbox", { name: /^回复/ }).fill("已为您换新，明天寄出。");
      await page.keyboard.press("Control+Enter");
      await page.getByRole("button", { name: /结束/ }).first().click();
      await page.goto(`${floor.url}/social`);
      await page.getByRole("button", { name: /^待收尾/ }).click();
      // Waved away with a reason, and back.
      const closing = page.getByRole("row").filter({ hasText: "小麦子" });
      await closing.waitFor();
      await page.keyboard.press("e");
      await page.getByRole("button", { name: "3 原帖已无人看" }).focus();
      await expectSound(page, "social-waive");
      await page.keyboard.press("3");
      await page.getByText("1 条已免收尾").waitFor();
      await closing.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "撤销" }).click();
      await closing.getByRole("button").click();
      const drawer = page.getByRole("dialog");
      await drawer.getByText("已转私信，林晓处理完。").waitFor();
      await drawer.getByRole("button", { name: "收尾跟评", exact: true }).click();
      await drawer.getByRole("button", { name: "公开回复", exact: true }).click();
      await drawer.getByText("已公开").nth(1).waitFor();
      await expectSound(page, "social-closing");
      expect(await comments()).toEqual(
        expect.arrayContaining([expect.stringContaining("已通过私信为您处理好")]),
      );
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "is spoken of only in the statements of an incident, which a supervisor begins and ends",
    async () => {
      const { page } = await floor.agent(open, "班长", { roles: ["supervisor"], presence: "not_ready" });
      await page.goto(`${floor.url}/social`);
      await press(page, "公开回复规则");
      const drawer = page.getByRole("dialog");
      const ofOurs = async (): Promise<void> => {
        await drawer.locator(".el-select__wrapper").click();
        await page.getByRole("option", { name: ours.title }).click();
      };
      await ofOurs();
      const begins = drawer.getByRole("group", { name: "开始公开事件" });
      await begins.getByLabel("事件名称").fill("H2 批次");
      await begins.getByLabel("话题词（用逗号分开").fill("漏水，H2");
      await begins.getByLabel("已审定的口径（一行一条）").fill("请先断电停用，我们正在核查。");
      await expectSound(page, "social-rules");
      await press(page, "开始事件");
      await drawer.getByText("“H2 批次”进行中").waitFor();
      await drawer.getByText("话题词：漏水、H2").waitFor();
      await expectSound(page, "social-incident");

      // What it holds says so where it is answered.
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "detached" });
      await page.getByRole("button", { name: /^已回复/ }).click();
      await page.getByRole("row").filter({ hasText: "小麦子" }).getByRole("button").click();
      await drawer.getByText("这条涉及“H2 批次”，只能发下面的口径").waitFor();
      await expectSound(page, "social-held");
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "detached" });
      await press(page, "公开回复规则");
      await ofOurs();
      await press(page, "结束事件");
      await drawer.getByText("“H2 批次”进行中").waitFor({ state: "detached" });
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
