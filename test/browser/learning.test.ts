import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { type Fan, type Floor, openFloor, until } from "./desk/floor.ts";
import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { signIn } from "./support/console.ts";

const ASKED = ["可以刻字吗", "能不能刻字", "有刻字服务吗"];

describeInBrowser("the inbox of learning", (open) => {
  let server: Floor;
  beforeAll(async () => {
    server = await openFloor();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const happened = () =>
    server.tables.value<number>(
      "SELECT count(*)::int FROM event WHERE code IN ('missed', 'queued', 'left_message', 'waited', 'answered')",
    );
  /** A customer says it, and is told something, or nothing more where she waits for a person. */
  async function asFan(fan: Fan, text: string, told: number): Promise<void> {
    const before = await happened();
    await fan.says(text);
    await until(happened, (count) => count > before);
    await until(fan.received, (texts) => texts.length === told);
  }
  const rows = (page: Page) => page.locator('[data-part="clusters"] .cluster');
  const panel = (page: Page) => page.locator('[data-part="cluster"]');

  it(
    "gathers three ways of asking, makes them an entry's phrasings by keys, whereupon customers are answered, and takes it back",
    async () => {
      // As somebody does who tries it by hand: one fan, who is not understood, waits for a person, and asks once more.
      const fan = await server.fan("小美");
      for (const [n, text] of ASKED.entries()) await asFan(fan, text, Math.min(n + 1, 2));
      await asFan(await server.fan("阿杰"), "你们招聘程序员吗", 1);

      const { page, guard } = await open();
      page.setDefaultTimeout(20_000);
      await signIn(server, page.context(), ["supervisor", "admin"]);
      await page.goto(`${server.url}/kb/learning?account=${server.server.account.id}`);
      const first = rows(page).first();
      await first.getByText("3", { exact: true }).first().waitFor();
      for (const text of ASKED) await panel(page).getByRole("link", { name: text }).waitFor();
      await expectSound(page, "kb-learning");

      await page.keyboard.press("j");
      await panel(page).getByRole("link", { name: "你们招聘程序员吗" }).waitFor();
      await page.keyboard.press("i");
      await page.getByText("1 个问题已忽略").waitFor();
      expect(await rows(page).count()).toBe(1);

      await panel(page).getByRole("combobox").fill("发票");
      const option = page.getByRole("option").filter({ hasText: "发票" }).first();
      const title = (await option.locator("bdi").innerText()).trim();
      await option.click();
      await page.keyboard.press("Escape");
      await panel(page).getByRole("button", { name: "合并并发布" }).click();
      await page.getByText("没有待学习的问题").waitFor();
      await page.locator('[data-part="acts"]').getByRole("link", { name: title }).waitFor();
      await expectSound(page, "kb-learning-done");
      const answer = await server.tables.value<string>(
        `SELECT left(v.answer ->> 'text', 8) FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
         WHERE v.title = $1`,
        [title],
      );
      const next = await server.fan("小雨");
      await next.says("可以刻字吗");
      await until(next.received, ([first = ""]) => first.startsWith(answer));

      await page.keyboard.press("u");
      await rows(page).first().getByText("可以刻字吗").waitFor();
      expect(guard.offences()).toEqual([]);
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
