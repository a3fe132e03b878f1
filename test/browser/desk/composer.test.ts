import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { describeInBrowser } from "../support/chromium.ts";
import { takenKeys } from "../support/keys.ts";
import {
  type Agent,
  bubbles,
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

describeInBrowser("the composer", (open) => {
  let floor: Floor;
  let agent: Agent;
  let fan: Fan;
  let page: Page;
  beforeAll(async () => {
    floor = await openFloor();
    await floor.tables.rows("DELETE FROM canned");
    await floor.tables.rows(
      `INSERT INTO canned (id, code, title, body, initials, position, updated_at)
       VALUES (gen_random_uuid(), 'refund', '退款说明', '退款原路退回，一般三个工作日到账。', 'tksm', 0, now()),
              (gen_random_uuid(), 'order', '查订单', '您的订单{{订单号}}已发出。', 'cdd', 1, now())`,
    );
    agent = await floor.agent(open, "林晓");
    page = agent.page;
    fan = await floor.fan("小美");
    await serve(agent, fan);
    await openThread(agent, fan);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const field = () => composerOf(page);
  const own = () => page.locator('[role="log"] .message.agent, [role="log"] [data-pending]');
  const menu = () => page.locator('[data-part="canned"]');
  async function write(text: string): Promise<void> {
    await field().fill("");
    await field().pressSequentially(text);
  }

  it(
    "sends what an input method gave with the Enter after the one that picked it",
    async () => {
      await write("您好，");
      const before = await own().count();
      const chrome = await page.context().newCDPSession(page);
      await chrome.send("Input.imeSetComposition", { text: "ni'hao", selectionStart: 6, selectionEnd: 6 });
      for (const windowsVirtualKeyCode of [229, 13]) {
        await chrome.send("Input.dispatchKeyEvent", {
          type: "rawKeyDown",
          key: "Enter",
          windowsVirtualKeyCode,
        });
      }
      expect(await own().count()).toBe(before);
      await chrome.send("Input.insertText", { text: "你好" });
      expect(await own().count()).toBe(before);
      // Far longer than Safari takes; a busy page hears late of the word itself.
      await page.waitForTimeout(500);
      await page.keyboard.press("Enter");
      await until(
        () => own().count(),
        (count) => count === before + 1,
      );
      await until(
        () => fan.received(),
        (texts) => texts.at(-1) === "您好，你好",
      );
      expect(await field().inputValue()).toBe("");
    },
    TEST_MS_MAX,
  );

  it(
    "does not take Safari's Enter, told right after the composition, for one of its own",
    async () => {
      const before = await own().count();
      await field().fill("请稍等");
      await field().evaluate((area: HTMLTextAreaElement) => {
        area.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
        area.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      });
      expect(await field().inputValue()).toBe("请稍等");
      expect(await own().count()).toBe(before);
      // What is typed next is no echo of it any more.
      await page.waitForTimeout(200);
    },
    TEST_MS_MAX,
  );

  it(
    "makes lines and sends by the keys that were chosen, and keeps the choice over a reload",
    async () => {
      await write("一");
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type("二");
      expect(await field().inputValue()).toBe("一\n二");
      const send = page.locator('[data-part="send"]');
      expect(await send.innerText()).toMatch(/发送\s*⏎/);

      await page.getByRole("button", { name: "Enter 发送" }).click();
      await page.getByRole("menuitem", { name: "Ctrl+Enter 发送，Enter 换行" }).click();
      expect(await send.innerText()).toMatch(/Ctrl ⏎/);
      await page.reload();
      await field().waitFor();
      expect(await send.innerText()).toMatch(/Ctrl ⏎/);
      await field().focus();
      await page.keyboard.press("Control+End");
      await page.keyboard.press("Enter");
      await page.keyboard.type("三");
      expect(await field().inputValue()).toBe("一\n二\n三");
      await page.keyboard.press("Control+Enter");
      await until(
        () => fan.received(),
        (texts) => texts.at(-1) === "一\n二\n三",
      );

      await page.getByRole("button", { name: "Ctrl+Enter 发送" }).click();
      await page.getByRole("menuitem", { name: "Enter 发送，Shift+Enter 换行" }).click();
    },
    TEST_MS_MAX,
  );

  it(
    "sends nothing of space alone, and one message however long Enter is held",
    async () => {
      const before = await own().count();
      await write("   ");
      await page.keyboard.press("Enter");
      expect(await page.locator('[data-part="send"]').isDisabled()).toBe(true);
      await write("按住回车");
      await page.keyboard.down("Enter");
      for (let repeat = 0; repeat < 10; repeat += 1) await page.keyboard.down("Enter");
      await page.keyboard.up("Enter");
      await until(
        () => fan.received(),
        (texts) => texts.at(-1) === "按住回车",
      );
      expect(await own().count()).toBe(before + 1);
      expect((await fan.received()).filter((text) => text === "按住回车")).toHaveLength(1);
    },
    TEST_MS_MAX,
  );

  it(
    "opens the canned replies where a slash begins a word, and nowhere else",
    async () => {
      for (const text of ["/", "您好 /", "您好 ／", "第一行"]) {
        await write(text);
        expect({ text, open: await menu().count() }).toEqual({ text, open: text.endsWith("行") ? 0 : 1 });
      }
      await write("http://a/b");
      expect(await menu().count()).toBe(0);
    },
    TEST_MS_MAX,
  );

  it(
    "finds them by code, text and initials, and puts them in at the caret",
    async () => {
      for (const query of ["refund", "到账", "tk"]) {
        await write(`/${query}`);
        await menu().getByText("退款说明").waitFor();
      }
      await write("您好，谢谢");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.type(" /tk");
      await page.keyboard.press("Enter");
      await until(
        () => field().inputValue(),
        (text) => text === "您好， 退款原路退回，一般三个工作日到账。谢谢",
      );
      await page.keyboard.type(" /ref");
      await menu().waitFor();
      await page.keyboard.press("Escape");
      expect(await menu().count()).toBe(0);
      expect(await field().inputValue()).toContain("/ref");
    },
    TEST_MS_MAX,
  );

  it(
    "keeps no letter from who types, with Alt and AltGr neither, and does nothing else for it",
    async () => {
      const before = await own().count();
      const letters = "abcdefghijklmnopqrstuvwxyz0123456789ąćęłńóśźż€?";
      await field().fill("");
      await field().focus();
      expect(await takenKeys(page)).toEqual([]);
      await page.keyboard.type(letters);
      expect(await field().inputValue()).toBe(letters);
      for (const letter of "abcdefghijklmnopqrstuvwxyz") await page.keyboard.press(`Alt+${letter}`);
      expect(await field().evaluate((area) => area === document.activeElement)).toBe(true);
      expect(await page.getByRole("dialog").count()).toBe(0);
      expect(await menu().count()).toBe(0);
      expect(await page.getByRole("radio", { name: "回复" }).getAttribute("aria-checked")).toBe("true");
      expect(await own().count()).toBe(before);
      await field().fill("");
    },
    TEST_MS_MAX,
  );

  it(
    "sends no reply with a hole, and selects it",
    async () => {
      const before = await own().count();
      await write("/order");
      await page.keyboard.press("Enter");
      await until(
        () => field().inputValue(),
        (text) => text.startsWith("您的订单"),
      );
      await page.keyboard.press("Control+End");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText("{{订单号}}").waitFor();
      expect(await own().count()).toBe(before);
      const selected = await field().evaluate((area: HTMLTextAreaElement) =>
        area.value.slice(area.selectionStart, area.selectionEnd),
      );
      expect(selected).toBe("{{订单号}}");
      await page.keyboard.type("88431");
      await page.keyboard.press("Enter");
      await until(
        () => fan.received(),
        (texts) => texts.at(-1) === "您的订单88431已发出。",
      );
    },
    TEST_MS_MAX,
  );

  it(
    "says in how many messages a long reply leaves, and they arrive so",
    async () => {
      // Her words give five more places.
      await fan.says("还有别的吗");
      await field().fill("长".repeat(700));
      const count = page.locator('[data-part="count"]');
      await count.getByText("将分 2 条发送").waitFor();
      const colour = await count.evaluate((element) => getComputedStyle(element).color);
      expect(colour).toBe("rgb(179, 35, 26)");
      const before = (await fan.received()).length;
      await page.keyboard.press("Enter");
      await until(
        () => fan.received(),
        (texts) => texts.length === before + 2,
      );
    },
    TEST_MS_MAX,
  );

  it(
    "keeps a draft with its customer and its mode, over a switch and a reload",
    async () => {
      const other = await floor.fan("阿强");
      await serve(agent, other);
      await write("没写完的回复");
      await page.keyboard.press("Control+Shift+M");
      await page.keyboard.type("没写完的备注");
      await rowOf(page, fan).getByText("[草稿]").waitFor();
      await openThread(agent, other);
      expect(await field().inputValue()).toBe("");
      await openThread(agent, fan);
      expect(await field().inputValue()).toBe("没写完的备注");
      await page.reload();
      await field().waitFor();
      expect(await field().inputValue()).toBe("没写完的回复");
      await rowOf(page, fan).getByText("[草稿]").waitFor();
      await page.keyboard.press("Control+Shift+M");
      await until(
        () => field().inputValue(),
        (text) => text === "没写完的备注",
      );
      await field().fill("");
      await page.keyboard.press("Control+Shift+M");
      await field().fill("");
      expect(await bubbles(page).getByText("没写完").count()).toBe(0);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
