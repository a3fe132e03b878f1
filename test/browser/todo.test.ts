import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { writeTable } from "../../src/serve/tables/write.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ROWS = [
  ["去年双十一的活动", "", "满三百减四十。", "2025-11-11"],
  ["有蓝色的壶吗", "蓝的还有吗", "有。", ""],
  ["蓝色壶卖完了吗", "蓝的还有吗", "卖完了。", ""],
  ["会员日是哪天", "", "{{day}}", ""],
  ["门店几点开门", "几点开门", "十点。", ""],
];

describeInBrowser("what an imported table has left to do", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  it(
    "is gone through entry by entry by one key; what is mended ticks itself, what is not is dismissed for a reason",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(30_000);
      await signIn(server, page.context(), ["supervisor"]);
      await page.goto(`${server.url}/kb/todo?account=${server.server.account.id}`);
      await page.getByText("还没有导入过表格").waitFor();
      await expectSound(page, "kb-todo-none");
      await page.getByRole("link", { name: "导入知识" }).click();
      const sheet = { name: "FAQ", header: ["标准问", "相似问", "答案", "失效时间"], rows: ROWS };
      const buffer = Buffer.from(await writeTable([sheet], "xlsx"));
      await page.locator("input[type=file]").setInputFiles({ name: "知识.xlsx", mimeType: XLSX, buffer });
      await page.getByRole("button", { name: "导入为 5 条草稿" }).click();
      await page.getByRole("link", { name: "去处理待办" }).click();

      const todos = page.locator('[data-part="todos"] tbody tr');
      await page.getByText("已处理 0 / 3").waitFor();
      await todos.nth(2).waitFor();
      expect(await todos.count()).toBe(3);
      await expectSound(page, "kb-todo");
      await page.keyboard.press("n");
      const bar = page.locator('[data-part="todo-bar"]');
      await bar.getByText("有效期已过").waitFor();
      await expectSound(page, "kb-todo-bar");
      await page.getByRole("button", { name: "放弃草稿" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "放弃草稿" }).click();
      await page.waitForURL(/\/kb\/faq\?/);

      await page.goto(`${server.url}/kb/todo?account=${server.server.account.id}`);
      await page.getByText("已处理 1 / 3").waitFor();
      await page.keyboard.press("n");
      await bar.getByText("“蓝的还有吗”也在第 4 行").waitFor();
      const form = page.locator('[data-part="entry-form"]');
      await form.getByLabel(/相似问/).fill("有没有蓝色的");
      await page.getByRole("button", { name: "保存草稿" }).click();
      await bar.getByText("已处理 2 / 3").waitFor();
      await bar.getByText("已完成 · 林晓").waitFor();
      await page.keyboard.press("Control+ArrowDown");
      await bar.getByText("不认识变量“day”").waitFor();
      await page.goBack();
      await page.goBack();
      await page.getByText("你正在处理").waitFor();
      await page.getByRole("table").waitFor();
      await page.keyboard.press("x");
      await page.getByRole("dialog").getByLabel("原因").fill("会员日还没定");
      await expectSound(page, "kb-todo-dismiss");
      await page.getByRole("dialog").getByRole("button", { name: "不用处理" }).click();
      await page.getByText("已处理 3 / 3").waitFor();
      await page.getByText("这份清单都处理完了").waitFor();
      await page.getByRole("button", { name: /^不处理/ }).click();
      await page.getByText("原因：会员日还没定").waitFor();
      await expectSound(page, "kb-todo-dismissed");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "names beside it what ends soon, leads to the entry, and is rid of it once that has been ended",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(30_000);
      await signIn(server, page.context(), ["admin", "supervisor"]);
      const accountId = server.server.account.id;
      await page.goto(`${server.url}/kb/todo?account=${accountId}`);
      const post = (path: string, body: object): Promise<{ readonly id: string }> =>
        page.evaluate(
          async ([to, given]) => {
            const key = { "x-seatbridge": "1", "idempotency-key": crypto.randomUUID() };
            const headers = { "content-type": "application/json", ...key };
            const answer = await fetch(`/api/v1${to}`, { method: "POST", headers, body: given });
            if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
            return answer.json();
          },
          [path, JSON.stringify(body)] as const,
        );
      const writing = {
        title: "周末的满减怎么算",
        phrasings: [],
        answer: { kind: "text", text: "满一百减十元。" },
        variants: {},
        validFrom: null,
        validUntil: new Date(Date.now() + 2 * 86_400_000).toISOString(),
        accountIds: [],
      };
      const { id } = await post("/knowledge", { accountId, writing });
      await post(`/knowledge/${id}/publish`, { version: 1 });
      const address = `${server.url}/kb/todo?account=${server.server.account.id}`;
      const card = page.locator('[data-part="expiring-card"]');
      await page.goto(address);
      await card.getByText("快到期的标准问").waitFor();
      await expectSound(page, "kb-todo-expiring");
      await card.getByRole("link", { name: writing.title }).click();
      await page.waitForURL(`${server.url}/kb/faq/${id}`);
      await post(`/knowledge/${id}/withdraw`, { published: 1 });
      await page.goBack();
      await page.getByText(/已处理 \d \/ 3/).waitFor();
      expect(await card.count()).toBe(0);
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
