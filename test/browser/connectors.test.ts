import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { makeDelivery } from "../support/deliveries.ts";
import { openStandInRedmine } from "../support/stand-in-redmine.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

const KEY = randomBytes(20).toString("hex");

describeInBrowser("the page of connections to CRMs", (open) => {
  let server: ConsoleServer;
  let crm: Awaited<ReturnType<typeof openStandInRedmine>>;
  beforeAll(async () => {
    server = await startConsole();
    crm = await openStandInRedmine(KEY);
  }, TEST_MS_MAX);
  afterAll(async () => {
    await crm.close();
    await server.stop();
  }, TEST_MS_MAX);

  const drawer = (page: Page) => page.getByRole("dialog");
  const fill = (page: Page, label: string, text: string) =>
    drawer(page).getByLabel(label, { exact: true }).fill(text);
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

  it(
    "tries a Redmine, says what is wrong with it, keeps it, and never shows its key again",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/connectors`);
      await press(page, "新建连接");
      await fill(page, "名称", "客诉");
      await fill(page, "地址", crm.url);
      await fill(page, "项目标识", "other");
      await fill(page, "API 访问键", "wrong");
      await press(page, "测试连接");
      await drawer(page).getByText("密钥不对，或已失效（401）").waitFor();
      await fill(page, "API 访问键", KEY);
      await press(page, "测试连接");
      await drawer(page).getByText("找不到这个项目").waitFor();
      await expectSound(page, "connector-test");
      await fill(page, "项目标识", "care");
      await press(page, "测试连接");
      await drawer(page).getByText("连接正常").waitFor();
      await press(page, "创建");
      await drawer(page).waitFor({ state: "detached" });

      await press(page, "客诉");
      const key = drawer(page).getByLabel("API 访问键", { exact: true });
      expect(await key.getAttribute("placeholder")).toBe("已保存，留空则不变");
      await press(page, "测试连接");
      await drawer(page).getByText("连接正常").waitFor();
      expect(crm.asked.at(-1)).toBe(KEY);
      expect(await page.content()).not.toContain(KEY);
      await fill(page, "地址", "https://elsewhere.example");
      await drawer(page).getByText("地址换了服务器，要重新填写").waitFor();
      expect(await page.getByRole("button", { name: "保存", exact: true }).isDisabled()).toBe(true);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "makes a secret for a webhook, and shows it until it has been taken along",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/connectors`);
      await press(page, "新建连接");
      await fill(page, "名称", "数据仓");
      await drawer(page).getByText("带签名的 Webhook", { exact: true }).click();
      await fill(page, "地址", `${crm.url}/hook`);
      await press(page, "生成");
      const made = drawer(page).getByLabel("生成的密钥");
      const secret = await made.inputValue();
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      await press(page, "创建");
      await page.getByRole("button", { name: "保存", exact: true }).waitFor();
      expect(await made.inputValue()).toBe(secret);
      await expectSound(page, "connector-secret");
      await page.keyboard.press("Escape");
      await drawer(page).waitFor({ state: "detached" });
      await press(page, "数据仓");
      await drawer(page).getByText("whsec_ 开头").waitFor();
      expect(await made.count()).toBe(0);
      await page.context().close();
    },
    TEST_MS_MAX,
  );

  it(
    "shows what waits and what was not taken, pauses, resumes, tries again and removes",
    async () => {
      const id = await server.tables.value<string>("SELECT id FROM connector WHERE name = '客诉'");
      await server.tables.rows("UPDATE connector SET state = 'shut', code = 'http_403' WHERE id = $1", [id]);
      for (const code of ["http_422", "issue_gone"]) {
        await makeDelivery(server.tables, id, { state: "dead", code });
      }
      await makeDelivery(server.tables, id, { state: "dirty", code: "timed_out" });
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/connectors`);
      const row = page.getByRole("row", { name: /客诉/ });
      await row.getByText("没有权限，或对方没有开启 REST 接口（403）").waitFor();
      await row.getByText(/^\s*1 张，最早从 /).waitFor();
      await expectSound(page, "connectors-shown");

      await row.getByRole("button", { name: "2 张，查看" }).click();
      await drawer(page).getByText("对方已删除这个问题；重试会重新建一个").waitFor();
      await expectSound(page, "connectors-dead");
      await drawer(page)
        .getByRole("button", { name: /^重试 GD-/ })
        .first()
        .click();
      await page.getByText("1 张已重新排队").waitFor();
      await press(page, "全部重试");
      await drawer(page).getByText("都已处理").waitFor();
      await page.keyboard.press("Escape");
      await row.getByText(/^\s*3 张，最早从 /).waitFor();

      const turned = async (button: string, state: string): Promise<void> => {
        await row.getByRole("button", { name: button }).click();
        await row.getByText(state, { exact: true }).waitFor();
      };
      await turned("恢复", "同步中");
      await turned("暂停", "已暂停");
      await press(page, "客诉");
      await drawer(page).getByRole("button", { name: "删除" }).click();
      await page.getByRole("dialog", { name: "删除“客诉”？" }).getByRole("button", { name: "删除" }).click();
      await row.waitFor({ state: "detached" });
      expect(await server.tables.value("SELECT state FROM connector WHERE id = $1", [id])).toBe("removed");
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
