import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { writeTable } from "../../src/serve/tables/write.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

describeInBrowser("tables that people bring", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const file = async (name: string, header: string[], rows: string[][]) => ({
    name,
    mimeType: XLSX,
    buffer: Buffer.from(await writeTable([{ name: "名单", header, rows }], "xlsx")),
  });

  it(
    "a roster with two wrong rows: 98 are shown to go in, two are listed with row and reason, and so it is done",
    async () => {
      const rows = Array.from({ length: 100 }, (_, at) => {
        const no = String(at + 1).padStart(3, "0");
        return [`import.${no}`, `新员工${no}`, `N${no}`, "杭州组", "导入队列", "退换货:4", `H-${no}`, ""];
      });
      rows[10] = ["", "没有登录名", "", "杭州组", "", "", "", ""];
      rows[50] = ["import.051", "技能写错", "", "杭州组", "", "退换货:九级", "", ""];
      const header = ["登录名", "姓名", "工号", "组", "队列", "技能", "座席号", "备注"];
      const { page, guard } = await open();
      page.setDefaultTimeout(30_000);
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/people`);
      await page.getByRole("button", { name: "导入名单" }).click();
      await page.getByText("把文件拖到这里").waitFor();
      await expectSound(page, "roster-empty");

      await page.locator("input[type=file]").setInputFiles(await file("杭州.xlsx", header, rows));
      await page.getByText("98 行可以导入，2 行有问题、不会导入").waitFor();
      const problems = page.locator('[data-part="problems"] tbody tr');
      expect(await problems.count()).toBe(2);
      const [first, second] = await problems.allInnerTexts();
      expect(first).toMatch(/^12\s+登录名\s+不能空着/);
      expect(second).toMatch(/^52\s+技能\s+退换货:九级\s+.*看不懂/);
      await page.getByText("新建 1 个组").waitFor();
      await expectSound(page, "roster-checked");

      await page.getByRole("button", { name: "导入这 98 行" }).click();
      await page.getByText("导入完成：新建 98 人，更新 0 人").waitFor();
      await expectSound(page, "roster-done");
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "保存 98 个邀请链接" }).click();
      expect((await saved).suggestedFilename()).toBe("invitations.csv");
      const [made] = await server.tables.rows(
        "SELECT count(*)::int AS n FROM staff WHERE login LIKE 'import.%' AND password_hash IS NULL",
      );
      expect(made).toEqual({ n: 98 });
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "entries with two wrong rows: 98 become drafts with a list of what is left to do, two are listed with row and reason; out they come again",
    async () => {
      const rows = Array.from({ length: 100 }, (_, n) => [
        `第${n + 1}号壶怎么清洗`,
        `${n + 1}号怎么除垢；${n + 1}号内胆怎么擦`,
        `第${n + 1}号：用柠檬酸煮一遍。`,
        "",
      ]);
      rows[10] = ["", "没有标准问的一行", "答", ""];
      rows[50] = ["到期写错的一行", "", "答", "下周三"];
      rows[70] = ["去年双十一的活动", "", "满三百减四十。", "2025-11-11"];
      const { page, guard } = await open();
      page.setDefaultTimeout(30_000);
      await signIn(server, page.context(), ["supervisor"]);
      await page.goto(`${server.url}/kb/faq?account=${server.server.account.id}`);
      await page.getByRole("button", { name: "导入知识" }).click();
      const chosen = await file("知识.xlsx", ["问题", "相似问法", "回复内容", "到期"], rows);
      await page.locator("input[type=file]").setInputFiles(chosen);
      await page.getByText("还缺：答案").waitFor();
      await page.getByRole("combobox", { name: "“回复内容”对应" }).click({ force: true });
      await page.getByRole("option", { name: "答案", exact: true }).locator("visible=true").click();
      await page.getByText("98 行可以导入，2 行有问题、不会导入").waitFor();
      const problems = page.locator('[data-part="problems"] tbody tr');
      const [first, second] = await problems.allInnerTexts();
      expect(first).toMatch(/^12\s+标准问\s+不能空着/);
      expect(second).toMatch(/^52\s+失效时间\s+下周三\s+看不懂这个时间/);
      await expectSound(page, "kb-import-checked");

      await page.getByRole("button", { name: "导入为 98 条草稿" }).click();
      await page.getByText("已存为草稿：新建 98 条").waitFor();
      await expectSound(page, "kb-import-done");
      await page.getByRole("link", { name: "去年双十一的活动" }).click();
      await page.getByText("有效期已过").waitFor();
      await page.getByText("从未发布").waitFor();

      await page.goto(`${server.url}/kb/faq?account=${server.server.account.id}`);
      await page.getByRole("button", { name: "更多操作" }).click();
      const saved = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: "导出 Excel（xlsx）" }).click();
      expect((await saved).suggestedFilename()).toBe("faq.xlsx");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
