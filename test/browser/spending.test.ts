import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { openThread } from "../support/outbox.ts";
import { axe } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";
import { cutOff, settled } from "./support/page.ts";
import { shots } from "./support/shot.ts";

const HOUR = 3_600_000;

describeInBrowser("the page that shows where the replies went", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  it(
    "says who used them hour by hour, what could not be said, and which refusals nobody foresaw",
    async () => {
      const { page, guard } = await open();
      await signIn(server, page.context(), ["supervisor"]);
      await page.goto(`${server.url}/spending`);
      await page.getByText("这段时间没有主动发送").waitFor();

      const { id: account } = server.server.account;
      const now = Math.floor(Date.now() / HOUR) * HOUR;
      const hour = async (back: number, spender: string, fate: string, count: number) =>
        server.tables.rows(
          "INSERT INTO spending (account_id, hour, spender, fate, count) VALUES ($1, $2, $3, $4, $5)",
          [account, new Date(now - back * HOUR), spender, fate, count],
        );
      await server.tables.rows(
        "INSERT INTO spending_mark (until) VALUES ($1) ON CONFLICT (one) DO UPDATE SET until = excluded.until",
        [new Date(now)],
      );
      for (let back = 1; back < 15; back += 1) {
        await hour(back, "agent", "sent", 40 + ((back * 37) % 60));
        await hour(back, "answer", "sent", 10 + ((back * 13) % 25));
        await hour(back, "queue", "sent", (back * 7) % 12);
        await hour(back, "rating", "sent", 6);
      }
      await hour(2, "rating", "places_kept", 12);
      await hour(2, "agent", "window_closed", 3);
      const thread = await openThread(server.tables, account, `fan ${randomUUID()}`);
      const seq = await thread.say("words", { state: "rejected", code: "45047" });
      await server.tables.rows(
        `INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
         VALUES ('conversation', $1, $2, now(), 'system', 'refused_unforeseen', $3)`,
        [thread.id, seq, JSON.stringify({ seq, refused: "45047", trigger: "message", left: 2 })],
      );

      await page.reload();
      const spenders = page.locator('[data-part="spenders"]');
      await spenders.getByRole("row", { name: /^评价邀请 84 / }).waitFor();
      expect(await spenders.getByRole("row", { name: /^评价邀请/ }).innerText()).toContain("12");
      const unforeseen = page.locator('[data-part="unforeseen"]');
      await unforeseen.getByText("粉丝发言后的时段，还剩 2 条").waitFor();
      expect(await unforeseen.getByRole("link").getAttribute("href")).toBe(`/desk/${thread.id}`);
      await page.getByRole("progressbar").first().waitFor();
      for (const theme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await settled(page);
        expect({ theme, found: await axe(page) }).toEqual({ theme, found: [] });
      }
      expect(await cutOff(page)).toEqual([]);
      await shots(page, "spending");

      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "导出 CSV" }).click(),
      ]);
      const text = await readFile(await file.path(), "utf8");
      expect(text.split("\r\n")[0]).toBe('\uFEFF"hour","account","spender","fate","count"');
      expect(text).toContain('"agent","window_closed",3');
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "shares them out anew beside it: each number says what it does, what cannot be is told, and it can be taken back",
    async () => {
      const { page, guard } = await open();
      await signIn(server, page.context(), ["supervisor"]);
      await page.goto(`${server.url}/spending`);
      await page.locator('[data-part="to-sharing"]').click();
      const form = page.locator('[data-part="sharing"]');
      const field = (name: string) => form.locator(`[data-field="${name}"]`);
      const type = (name: string, value: string) => field(name).getByRole("spinbutton").fill(value);
      await field("keptForPeople").getByText("共 5 条：机器人最多用 3 条，最后 2 条只给人工").waitFor();
      await field("answersUntil").getByText("用到 425,000 条时").waitFor();
      for (const theme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await settled(page);
        expect({ theme, found: await axe(page) }).toEqual({ theme, found: [] });
      }
      await shots(page, "sharing");

      await type("noticesUntil", "90");
      await page.keyboard.press("Tab");
      await field("noticesUntil").getByText("不能高于迟到回答的停发点").waitFor();
      const save = page.getByRole("button", { name: "保存" });
      expect(await save.isDisabled()).toBe(true);
      await shots(page, "sharing-wrong");
      await type("noticesUntil", "50");
      await type("sendsMax", "2000");
      await type("keptForPeople", "3");
      await page.keyboard.press("Tab");
      await field("noticesUntil").getByText("用到 1,000 条时").waitFor();
      await field("sendsMax").getByText("每天 2,000 条，代替一般规则的 500,000 条").waitFor();
      await save.click();

      const kept = () =>
        server.tables.rows(
          "SELECT key, value FROM setting WHERE scope LIKE 'account:%' AND key = ANY ($1) ORDER BY key",
          [["budget.noticesUntil", "budget.sendsMax", "ledger.keptForPeople"]],
        );
      await page.getByText("已保存").waitFor();
      expect((await kept()).map(({ value }) => value)).toEqual([0.5, 2_000, 3]);
      await page.getByRole("button", { name: "撤销" }).click();
      await page.getByText("已恢复为修改前的分配").waitFor();
      expect((await kept()).map(({ value }) => value)).toEqual([0.6, 0, 2]);
      const told = await server.tables.rows(
        "SELECT data FROM audit WHERE action = 'spending.shared' ORDER BY at",
      );
      expect(told).toEqual([
        { data: { keptForPeople: "2 → 3", sendsMax: "0 → 2000", noticesUntil: "60 → 50" } },
        { data: { keptForPeople: "3 → 2", sendsMax: "2000 → 0", noticesUntil: "50 → 60" } },
      ]);
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
