import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";
import { takenKeys } from "./support/keys.ts";
import { chooseInPalette } from "./support/page.ts";
import { shot } from "./support/shot.ts";

const EVERYTHING = ["admin", "supervisor", "auditor"] as const;

describeInBrowser("the console's frame", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);
  const at = (path: string): string => server.url + path;

  it(
    "asks before it gives up a form, and closes only the top layer by Escape",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/people"));
      await page.getByRole("button", { name: "新建用户" }).click();
      const drawer = page.getByRole("dialog", { name: "新建用户" });
      await drawer.locator("input:focus").waitFor();
      await page.keyboard.type("没保存的人");
      await drawer.getByRole("combobox", { name: "界面语言" }).press("Enter");
      const options = page.getByRole("option", { name: "English" });
      await options.waitFor();

      await page.keyboard.press("Escape");
      await options.waitFor({ state: "hidden" });
      expect(await drawer.isVisible()).toBe(true);

      await page.keyboard.press("Escape");
      const question = page.getByRole("dialog", { name: "还有没保存的内容" });
      await question.waitFor();
      await page.keyboard.press("Escape");
      await question.waitFor({ state: "hidden" });
      expect(await drawer.getByLabel("姓名").inputValue()).toBe("没保存的人");

      await page.keyboard.press("Escape");
      await question.getByRole("button", { name: "不保存，离开" }).click();
      await drawer.waitFor({ state: "hidden" });
    },
    TEST_MS_MAX,
  );

  it(
    "shows an agent who types an administrator's address whose page it is, and hides it from the menu",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["agent"]);
      const refusals: number[] = [];
      page.on("response", (response) => refusals.push(response.status()));
      await page.goto(at("/people"));
      await page.getByText("您的角色看不到这个页面").waitFor();
      expect(await page.locator("main").textContent()).toContain("管理员");
      await page.getByRole("button", { name: "管理" }).click();
      const items = await page.getByRole("menuitem").allTextContents();
      expect(items.map((item) => item.trim())).toEqual([
        "队列与技能组",
        "新人",
        "演练",
        "快捷语",
        "知识库",
        "未接来电",
        "事由分流",
      ]);
      const status = await page.evaluate(async () => (await fetch("/api/v1/staff")).status);
      expect(status).toBe(403);
    },
    TEST_MS_MAX,
  );

  it(
    "leads an administrator, who has no desk, to the first page that is hers",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/"));
      await page.waitForURL(at("/people"));
    },
    TEST_MS_MAX,
  );

  it(
    "keeps its shortcuts to itself: none for typed letters, for Alt and AltGr, or while composing",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), EVERYTHING);
      await page.goto(at("/people"));
      const field = page.getByRole("textbox", { name: "姓名、登录名、工号" });
      await field.focus();
      expect(await takenKeys(page)).toEqual([]);

      await page.keyboard.type("谁?");
      expect(await field.inputValue()).toBe("谁?");
      expect(await page.getByRole("dialog").count()).toBe(0);

      await page.keyboard.press("Control+k");
      await page.getByRole("dialog", { name: "搜索与命令" }).waitFor();
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Input.imeSetComposition", { text: "yong'hu", selectionStart: 7, selectionEnd: 7 });
      for (const windowsVirtualKeyCode of [229, 13]) {
        await devtools.send("Input.dispatchKeyEvent", {
          type: "rawKeyDown",
          key: "Enter",
          windowsVirtualKeyCode,
        });
      }
      await devtools.send("Input.insertText", { text: "用户" });
      expect(await page.getByRole("combobox", { name: "搜索与命令" }).inputValue()).toBe("用户");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await page.locator("main").focus();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "快捷键一览" }).waitFor();
      await shot(page, "shortcuts");
    },
    TEST_MS_MAX,
  );

  it(
    "says that the line is lost, and by itself that it is back",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/people"));
      await page.getByRole("table").waitFor();
      await page.context().setOffline(true);
      const bar = page.getByText(/连接中断，正在重连（第 \d+ 次）/);
      await bar.waitFor({ timeout: 5_000 });
      await shot(page, "line-lost");
      await page.context().setOffline(false);
      await bar.waitFor({ state: "hidden", timeout: 10_000 });
    },
    TEST_MS_MAX,
  );

  it(
    "has the theme and the language of the device at the first paint, before any of its code",
    async () => {
      const { page } = await open({ theme: "light" });
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/people"));
      await page.getByRole("table").waitFor();
      await chooseInPalette(page, "深色");
      await chooseInPalette(page, "English");
      await page.waitForFunction(() => document.documentElement.lang === "en");

      await page.route("**/assets/*.js", (route) => route.abort());
      await page.reload();
      const { lang, theme } = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        theme: document.documentElement.dataset["theme"],
      }));
      expect({ lang, theme }).toEqual({ lang: "en", theme: "dark" });
    },
    TEST_MS_MAX,
  );

  it(
    "tells that there is a newer console once the line is back, and leaves the page alone",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/people"));
      await page.getByRole("table").waitFor();
      await page.route(at("/desk"), (route) => route.fulfill({ status: 200, headers: { etag: '"newer"' } }));
      await page.context().setOffline(true);
      await page.getByText(/连接中断/).waitFor();
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "有新版本，空闲时刷新" }).waitFor();
      expect(await page.getByRole("table").isVisible()).toBe(true);
    },
    TEST_MS_MAX,
  );
});
