import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { expectSound } from "../support/axe.ts";
import { describeInBrowser } from "../support/chromium.ts";
import { shots } from "../support/shot.ts";
import {
  type Agent,
  bubbles,
  bubbleWith,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  rowOf,
  serve,
  until,
} from "./floor.ts";

const TEST_MS_MAX = 90_000;

/**
 * Small pictures, as the clipboard or a drag gives them; of `bytes` where the size matters. Behind its end each carries
 * its name, so that it is known again.
 */
async function give(
  page: Page,
  how: "paste" | "drop" | "dragenter" | "dragleave",
  files: readonly { readonly name: string; readonly bytes?: number }[],
): Promise<void> {
  await page.evaluate(
    ({ event, given }) => {
      const png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
      const pixels = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      for (const { name, bytes } of given) {
        const content =
          bytes === undefined ? [pixels, name] : [pixels, new Uint8Array(bytes - pixels.length)];
        data.items.add(new File(content, name, { type: "image/png" }));
      }
      const area = document.querySelector('[data-part="composer"] textarea');
      const options = { bubbles: true, cancelable: true };
      if (event === "paste")
        area?.dispatchEvent(new ClipboardEvent(event, { ...options, clipboardData: data }));
      else
        document
          .querySelector('[role="log"]')
          ?.dispatchEvent(new DragEvent(event, { ...options, dataTransfer: data }));
    },
    { event: how, given: [...files] },
  );
}

describeInBrowser("what an agent sends", (open) => {
  let floor: Floor;
  let agent: Agent;
  let page: Page;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    page = agent.page;
    fan = await floor.fan("小美");
    await serve(agent, fan);
    await openThread(agent, fan);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const tray = () => page.locator('[data-part="composer"] .tray img');
  async function say(text: string): Promise<void> {
    await composerOf(page).fill(text);
    await composerOf(page).press("Enter");
  }

  const THREE = ["1.png", "2.png", "3.png"] as const;
  /** Which pictures have reached her, by name. */
  const arrived = async (): Promise<readonly string[]> =>
    (await fan.pictures()).map((picture) => picture.subarray(-"1.png".length).toString());

  it(
    "shows pasted pictures before they leave, and all three arrive in order, before what is said of them",
    async () => {
      await give(
        page,
        "paste",
        THREE.map((name) => ({ name })),
      );
      await tray().nth(2).waitFor();
      expect(await arrived()).toEqual([]);
      await say("看一下");
      await until(
        () => fan.received(),
        (all) => all.slice(-4).join() === "[image],[image],[image],看一下",
      );
      expect(await arrived()).toEqual(THREE);
      expect(await tray().count()).toBe(0);
      await page.locator('[role="log"] .message.agent img').nth(2).waitFor();
    },
    TEST_MS_MAX,
  );

  it(
    "sends no picture that was taken out again",
    async () => {
      // Each word of hers allows five messages.
      await fan.says("收到了");
      await give(
        page,
        "paste",
        THREE.map((name) => ({ name })),
      );
      await tray().nth(2).waitFor();
      await page.getByRole("button", { name: "移除 2.png" }).click();
      expect(await tray().count()).toBe(2);
      await composerOf(page).press("Enter");
      await until(arrived, (all) => all.length === THREE.length + 2);
      expect((await arrived()).slice(-2)).toEqual(["1.png", "3.png"]);
    },
    TEST_MS_MAX,
  );

  it(
    "refuses a picture of 11 MB before anything is sent over the line",
    async () => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await give(page, "paste", [{ name: "大图.png", bytes: 11 * 1024 * 1024 }]);
      await page.getByRole("alert").getByText("大图.png 有 11.0 MB，超过 10 MB 的上限").waitFor();
      expect(await tray().count()).toBe(0);
      expect(asked.filter((url) => url.includes("/media"))).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "takes a picture that is dropped on the thread, into the mode that is on",
    async () => {
      const zone = page.locator('[data-part="drop"]');
      await give(page, "dragenter", [{ name: "a.png" }]);
      await zone.waitFor();
      await give(page, "dragleave", [{ name: "a.png" }]);
      await zone.waitFor({ state: "detached" });
      await page.keyboard.press("Control+Shift+M");
      const before = (await fan.received()).length;
      await give(page, "drop", [{ name: "note.png" }]);
      await tray().waitFor();
      await composerOf(page).press("Enter");
      await page.locator('[role="log"] .message.note img').waitFor();
      expect((await fan.received()).length).toBe(before);
      await page.keyboard.press("Control+Shift+M");
    },
    TEST_MS_MAX,
  );

  it(
    "stays in the mode of notes after one is kept; nothing of them reaches the platform",
    async () => {
      const before = (await fan.received()).length;
      const send = page.locator('[data-part="send"]');
      const surface = () =>
        page
          .locator('[data-part="composer"]')
          .evaluate((element) => getComputedStyle(element).backgroundColor);
      const [replyWord, replySurface] = [await send.innerText(), await surface()];
      await page.keyboard.press("Control+Shift+M");
      expect(await send.innerText()).not.toBe(replyWord);
      expect(await surface()).not.toBe(replySurface);
      await say("先安抚，上周投诉过");
      await page.locator('[role="log"] .message.note', { hasText: "先安抚，上周投诉过" }).waitFor();
      expect(await page.getByRole("radio", { name: "内部备注" }).getAttribute("aria-checked")).toBe("true");
      await say("第二条备注");
      await page.locator('[role="log"] .message.note', { hasText: "第二条备注" }).waitFor();
      await rowOf(page, fan).locator(".wait").waitFor({ state: "detached" });
      expect((await fan.received()).length).toBe(before);
      expect(
        await floor.tables.value(
          "SELECT count(*)::int FROM outbox o JOIN message m USING (conversation_id, seq) WHERE m.internal",
        ),
      ).toBe(0);
      await page.keyboard.press("Control+Shift+M");
    },
    TEST_MS_MAX,
  );

  it(
    "says why the platform refused, in plain words; the retry arrives once",
    async () => {
      await fan.says("在吗");
      await floor.platformFault({ kind: "errcode", code: 45_047, left: 1 });
      await say("额度用完时说的");
      const failed = bubbleWith(page, "额度用完时说的").locator('[data-state="rejected"]');
      await failed.getByText("失败").waitFor();
      await failed.getByText("这位客户的回复条数已用完").waitFor();
      await failed.getByRole("button", { name: "重试" }).click();
      await until(
        () => fan.received(),
        (all) => all.filter((text) => text === "额度用完时说的").length === 1,
      );
    },
    TEST_MS_MAX,
  );

  it(
    "goes once, also where the answer of the first try was lost on the way",
    async () => {
      await fan.says("还在吗");
      let lost = 0;
      let most = 0;
      await page.route("**/replies", async (route) => {
        if (lost >= 4) return route.continue();
        lost += 1;
        await route.fetch();
        most = Math.max(most, await bubbles(page).getByText("只说一次", { exact: true }).count());
        return route.abort("connectionreset");
      });
      await say("只说一次");
      await until(
        () => fan.received(),
        (all) => all.at(-1) === "只说一次",
      );
      await bubbleWith(page, "只说一次").locator('[data-state="accepted"]').waitFor();
      await page.unroute("**/replies");
      expect([lost > 0, most]).toEqual([true, 1]);
      expect((await fan.received()).filter((text) => text === "只说一次")).toHaveLength(1);
      expect(await bubbles(page).getByText("只说一次", { exact: true }).count()).toBe(1);
    },
    TEST_MS_MAX,
  );

  it(
    "says what nobody knows the fate of, and lets a person decide, one or many",
    async () => {
      await fan.says("你好");
      await floor.platformFault({ kind: "taken_no_answer", left: 2 });
      await say("不知道到没到一");
      await bubbleWith(page, "不知道到没到一")
        .locator('[data-state="unknown"]')
        .getByText("可能已发送")
        .waitFor();
      await say("不知道到没到二");
      await bubbleWith(page, "不知道到没到二").locator('[data-state="unknown"]').waitFor();
      await floor.platformFault(null);
      await bubbleWith(page, "不知道到没到一").getByRole("button", { name: "确认已发" }).click();
      await bubbleWith(page, "不知道到没到一").getByText("已确认发出").waitFor();

      await page.locator('[data-part="unknown"]').click();
      const drawer = page.getByRole("dialog", { name: "可能已发送" });
      await drawer.getByText("不知道到没到二").waitFor();
      await shots(page, "drawer-unknown");
      await drawer.getByRole("button", { name: "重新发送" }).click();
      await drawer.waitFor({ state: "detached" });
      await page.locator('[role="log"]').getByText("已重新发送").waitFor();
      await until(
        () => fan.received(),
        (all) => all.filter((text) => text === "不知道到没到二").length === 2,
      );
      await page.locator('[data-part="unknown"]').waitFor({ state: "detached" });
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "asks once more before an offer leaves; a banned promise comes back to be written otherwise",
    async () => {
      await fan.says("好的");
      await say("新款欢迎选购");
      const doubtful = page.locator('[data-state="failed"]');
      await doubtful.getByText("这是推销（「欢迎选购」）").waitFor();
      await expectSound(page, "desk-doubtful");
      await doubtful.getByRole("button", { name: "看过了，照发" }).click();
      await until(
        () => fan.received(),
        (all) => all.at(-1) === "新款欢迎选购",
      );
      await say("我们假一赔十");
      await doubtful.getByText("「假一赔十」是店里不作的承诺").waitFor();
      expect(await doubtful.getByRole("button", { name: "看过了，照发" }).count()).toBe(0);
      await doubtful.getByRole("button", { name: "取回修改" }).click();
      expect(await composerOf(page).inputValue()).toBe("我们假一赔十");
      await composerOf(page).fill("");
    },
    TEST_MS_MAX,
  );
});
