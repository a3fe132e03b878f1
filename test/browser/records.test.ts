import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { type Floor, openFloor, openThread, serve } from "./desk/floor.ts";
import { axe } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { cutOff, settled } from "./support/page.ts";
import { shots } from "./support/shot.ts";

/** The states of four connections: how each one's delivery of the ticket stands. */
const CONNECTIONS = [
  ["客诉", "redmine", "'synced', '17', NULL, now(), NULL, NULL"],
  ["数据仓", "signed-webhook", "'synced', $2::text, NULL, now(), NULL, NULL"],
  // Not due while the test looks: the server would try it.
  ["总部", "redmine", "'dirty', NULL, 'ECONNREFUSED', NULL, now(), now() + interval '1 hour'"],
  ["旧系统", "redmine", "'dead', '4', 'issue_gone', NULL, now(), NULL"],
] as const;

describeInBrowser("the ticket at the desk", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  }, TEST_MS_MAX);
  afterAll(() => floor.stop(), TEST_MS_MAX);

  it(
    "says under which number each CRM has it, since when another waits, and why a third does not have it",
    async () => {
      const agent = await floor.agent(open, "林晓");
      const { page } = agent;
      const fan = await floor.fan("小美");
      await serve(agent, fan, "发票怎么开");
      const ticketId = await floor.tables.value<string>(
        "SELECT ticket_id FROM contact WHERE conversation_id = $1",
        [await fan.conversationId()],
      );
      for (const [n, [name, kind, delivery]] of CONNECTIONS.entries()) {
        const id = randomUUID();
        const settings = { url: "https://crm.example", apiKey: "k", project: "care" };
        await floor.tables.rows(
          `INSERT INTO connector (id, kind, name, config, state, created_at) VALUES ($1, $2, $3, $4, 'active', now() + make_interval(secs => $5))`,
          [id, kind, name, settings, n],
        );
        await floor.tables.rows(
          `INSERT INTO delivery (connector_id, ticket_id, state, external_id, code, recorded_at, dirty_since, due_at)
           SELECT $1, $2::text::uuid, ${delivery}`,
          [id, ticketId],
        );
      }
      await openThread(agent, fan);
      await page.getByRole("tab", { name: "工单" }).click();
      const records = page.locator('[data-part="records"]');
      await records.getByText("从").first().waitFor();
      expect(
        (await records.getByRole("listitem").allInnerTexts()).map((text) => text.split(/\s*\n\s*/)),
      ).toEqual([
        ["客诉", "已记录 #17"],
        ["数据仓", "已记录"],
        ["总部", expect.stringMatching(/^从 \d\d:\d\d 起等待同步$/), expect.stringContaining("端口")],
        ["旧系统", "未同步", "对方已删除这个问题；重试会重新建一个"],
      ]);
      const link = records.getByRole("link", { name: "已记录 #17" });
      expect(await link.getAttribute("href")).toBe("https://crm.example/issues/17");
      await records.scrollIntoViewIfNeeded();
      for (const theme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await settled(page);
        expect({ theme, found: await axe(page) }).toEqual({ theme, found: [] });
      }
      expect(await cutOff(page)).toEqual([]);
      await shots(page, "ticket-records");
      await agent.context.close();
    },
    TEST_MS_MAX,
  );
});
