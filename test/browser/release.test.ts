import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("publishing many drafts at once", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  /** As the editor keeps it. */
  const drafted = (page: Page, title: string, text: string) =>
    page.evaluate(
      async ([accountId, name, words]) => {
        const writing = {
          title: name,
          phrasings: [],
          answer: { kind: "text", text: words },
          variants: {},
          validFrom: null,
          validUntil: null,
          accountIds: [],
        };
        const answer = await fetch("/api/v1/knowledge", {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-seatbridge": "1",
            "idempotency-key": crypto.randomUUID(),
          },
          body: JSON.stringify({ accountId, writing }),
        });
        if (!answer.ok) throw new Error(`${answer.status}`);
      },
      [server.server.account.id, title, text] as const,
    );

  it(
    "tries them out together, names those that are held, publishes the others in one step and takes all back as one",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(30_000);
      await signIn(server, page.context(), ["admin", "supervisor"]);
      const address = `${server.url}/kb/release?account=${server.server.account.id}`;
      await page.goto(address);
      await page.getByText("没有未发布的草稿").waitFor();
      await expectSound(page, "kb-release-none");
      await drafted(page, "杯盖可以单独买吗", "可以，在配件页。");
      await drafted(page, "会员日是哪天", "{{day}}");
      await drafted(page, "可以刻字吗", "可以，免费。");
      await page.goto(address);
      const rows = page.locator('[data-part="drafts"] tbody tr');
      await page.getByText("已选 0 / 3 条").waitFor();
      await page.locator('[data-part="drafts"] th .el-checkbox').click();
      await page.getByText("已选 3 / 3 条").waitFor();
      await page.keyboard.press("t");
      await page.getByText("选中的 3 条里有 1 条被拦下").waitFor();
      await page.getByText("没有变差，可以发布").waitFor();
      expect(await rows.filter({ hasText: "会员日是哪天" }).innerText()).toContain("1 处要先改好");
      expect(await page.getByRole("button", { name: "发布 3 条" }).isDisabled()).toBe(true);
      await expectSound(page, "kb-release-held");
      await page.getByRole("button", { name: "去掉被拦下的 1 条" }).click();
      await page.getByRole("button", { name: "发布 2 条" }).click();
      await page.getByText("已一次发布 2 条").waitFor();
      await page.getByText("已选 0 / 1 条").waitFor();
      const last = page.locator('[data-part="releases"]');
      await last.getByText("发布了 2 条").waitFor();
      await expectSound(page, "kb-release-done");

      await last.getByRole("button", { name: "整批撤回" }).click();
      await page.getByText("撤回这一批的 2 条？").waitFor();
      await page.getByRole("dialog").getByRole("button", { name: "整批撤回" }).click();
      await page.getByText("已撤回 2 条").waitFor();
      await page.getByText("已选 0 / 3 条").waitFor();
      await last.getByText("林晓 已撤回").waitFor();
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
