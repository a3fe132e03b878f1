import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { axe } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, firstAdminToken, signIn, startConsole } from "./support/console.ts";
import { shot } from "./support/shot.ts";

const PASSWORD = "correct horse battery staple";

describeInBrowser("the way in", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);
  const at = (path: string): string => server.url + path;

  it(
    "leads the first person from the link to a signed-in desk, and forgets the link",
    async () => {
      const { page, guard } = await open();
      await page.goto(at("/desk"));
      await page.waitForURL(at("/setup"));
      await page.goto(at(`/setup#token=${await firstAdminToken(server)}`));
      await page.waitForURL(at("/setup"));
      await page.locator("input:focus").waitFor();
      expect(await axe(page)).toEqual([]);
      await page.getByLabel("姓名").fill("林岚");
      await page.getByLabel("登录名").fill("linlan");
      await page.locator("input[type=password]").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForURL(at("/desk"));
      await page.locator('[data-part="sign-in-seat"]').waitFor();
      await page.getByRole("banner").getByRole("button", { name: "林岚" }).waitFor();
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "signs in by keyboard, tells a wrong password, and goes where one wanted to",
    async () => {
      const { page } = await open();
      await page.goto(at("/people"));
      await page.waitForURL(/\/login\?to=/);
      await page.locator("input[name=username]:focus").waitFor();
      await page.keyboard.type("linlan");
      await page.keyboard.press("Tab");
      await page.keyboard.type("not the password");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForURL(at("/people"));
      expect(await page.title()).toBe("用户 · Seatbridge");
    },
    TEST_MS_MAX,
  );

  it(
    "invites somebody, who chooses a password and is in",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(at("/people"));
      await page.getByRole("button", { name: "新建用户" }).click();
      const drawer = page.getByRole("dialog");
      await drawer.getByLabel("姓名").fill("赵一鸣");
      await drawer.getByLabel("登录名").fill("yiming");
      await drawer.getByRole("button", { name: "创建并生成邀请链接" }).click();
      const link = await drawer.getByRole("textbox", { name: "邀请链接" }).inputValue();
      await shot(page, "people-invited");
      expect(await axe(page)).toEqual([]);

      const guest = await open();
      await guest.page.goto(link);
      await guest.page.locator("input[type=password]").waitFor();
      expect(await axe(guest.page)).toEqual([]);
      await guest.page.locator("input[type=password]").fill(PASSWORD);
      await guest.page.keyboard.press("Enter");
      await guest.page.waitForURL(at("/desk"));
      await guest.page.getByRole("banner").getByRole("button", { name: "赵一鸣" }).waitFor();
    },
    TEST_MS_MAX,
  );

  it(
    "keeps what was typed when the session ends, and goes on after signing in again in place",
    async () => {
      const { page } = await open();
      await page.goto(at("/login?to=/people"));
      await page.getByLabel("登录名").fill("linlan");
      await page.locator("input[type=password]").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.getByRole("banner").getByRole("button", { name: "林岚" }).waitFor();
      await page.getByRole("button", { name: "新建用户" }).click();
      const drawer = page.getByRole("dialog", { name: "新建用户" });
      await drawer.getByLabel("姓名").fill("一个长长的草稿");
      await server.tables.rows(
        "UPDATE staff_session SET ended_at = now(), ended_why = 'ended_by_admin' WHERE ended_at IS NULL",
      );

      const overlay = page.getByRole("dialog", { name: "需要重新登录" });
      await overlay.waitFor({ timeout: 15_000 });
      await shot(page, "session-ended");
      expect(await axe(page)).toEqual([]);
      await overlay.locator("input[type=password]").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await overlay.waitFor({ state: "hidden" });
      expect(await drawer.getByLabel("姓名").inputValue()).toBe("一个长长的草稿");
      await drawer.getByLabel("登录名").fill("caogao");
      await drawer.getByRole("button", { name: "创建并生成邀请链接" }).click();
      await page.getByRole("textbox", { name: "邀请链接" }).waitFor();
    },
    TEST_MS_MAX,
  );
});
