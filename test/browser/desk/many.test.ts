import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, expect, it } from "@jest/globals";

import type { ContactRow } from "../../../src/http/contract/desk/desk.ts";
import type { z } from "zod";

import { describeInBrowser } from "../support/chromium.ts";
import { heldBy } from "../support/held.ts";
import { type Floor, openFloor, serve, until } from "./floor.ts";

const TEST_MS_MAX = 120_000;
const MANY = 10_000;
const MEGABYTE = 1024 * 1024;
const GROWTH_MAX = 10 * MEGABYTE;
const HEAP_MAX = 60 * MEGABYTE;
/** One conversation may have a few more of them than another; a switch may leave none behind. */
const LISTENERS_GROWTH_MAX = 50;

type Row = z.infer<typeof ContactRow>;

const rowNumber = (n: number, ownerId: string): Row => {
  const at = new Date(Date.UTC(2026, 10, 26) - n * 1_000).toISOString();
  const conversationId = randomUUID();
  return {
    contactId: randomUUID(),
    conversationId,
    ticketId: randomUUID(),
    state: "active",
    version: 1,
    fan: { identityId: randomUUID(), name: `客户 ${n}`, remark: null, externalId: `o${n}` },
    channel: { accountId: randomUUID(), accountName: "屿禾", platform: "wechat-oa", simulated: true },
    surface: "private",
    queue: null,
    owner: { id: ownerId, name: "林晓" },
    members: [],
    last: { seq: 1, at, author: "fan", internal: false, kind: "text", text: `第 ${n} 句` },
    seq: 1,
    unread: 1,
    unknownSends: 0,
    waitingSince: null,
    createdAt: at,
    enqueuedAt: at,
    queueReason: "asked",
    lane: null,
    reopened: false,
    promisedAt: null,
    newcomerDay: null,
    nightDueAt: null,
    acceptedAt: at,
    talkEndedAt: null,
    dueAt: null,
    owedSince: null,
    endedAt: null,
    resolution: null,
    rating: null,
    heldSince: null,
    heldBy: null,
    bounceUntil: null,
    transfers: 0,
    passing: null,
  };
};

const frame = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

describeInBrowser("a desk with much on it", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "draws a screenful of ten thousand conversations, and goes to both ends at once",
    async () => {
      const { page, id } = await floor.agent(open, "林晓", { presence: "not_ready" });
      const contacts = Array.from({ length: MANY }, (_, n) => rowNumber(n, id));
      const counts = { mine: MANY, waiting: 0, bot: 0, colleagues: null, endedToday: 0 };
      let lines = 0;
      await page.route("**/api/v1/stream", async (route) => {
        // The frame opens the line, the desk opens it anew. What is told ends, and the line with it; those that follow
        // stay silent, so that the ten thousand are not told again and again.
        lines += 1;
        if (lines > 2) return;
        await route.fulfill({
          contentType: "text/event-stream",
          body:
            frame("hello", { serverTime: new Date().toISOString(), version: "1" }) +
            frame("desk", { full: true, session: null, contacts, offers: [], counts }),
        });
      });
      await page.reload();
      const rows = page.locator('[role="option"]');
      await rows.getByText("客户 0", { exact: true }).waitFor();
      expect(await rows.count()).toBeLessThanOrEqual(40);
      await page.locator('[role="option"][tabindex="0"]').focus();
      await page.keyboard.press("End");
      await rows.getByText(`客户 ${MANY - 1}`, { exact: true }).waitFor();
      const last = await until(
        () => page.evaluate(() => document.activeElement?.getAttribute("aria-posinset")),
        (place) => place === String(MANY),
      );
      expect(last).toBe(await page.locator('[role="option"]').last().getAttribute("aria-setsize"));
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Home");
      await rows.getByText("客户 0", { exact: true }).waitFor();
      expect(await rows.count()).toBeLessThanOrEqual(40);
      expect(await page.locator("*").count()).toBeLessThan(1_500);
    },
    TEST_MS_MAX,
  );

  it(
    "holds on to nothing over two hundred switches",
    async () => {
      const agent = await floor.agent(open, "王强", { capacity: 20 });
      const { page } = agent;
      for (let n = 0; n < 4; n += 1) await serve(agent, await floor.fan(`客户${n}`), "你好");
      const switches = (count: number) =>
        page.evaluate(async (times) => {
          for (let n = 0; n < times; n += 1) {
            const rows = [...document.querySelectorAll<HTMLElement>('[role="option"]')];
            const row = rows[n % rows.length];
            row?.click();
            const id = row?.dataset["conversation"] ?? "?";
            while (
              !location.pathname.endsWith(id) ||
              document.querySelector('[role="log"] .message') === null
            ) {
              await new Promise(requestAnimationFrame);
            }
          }
        }, count);
      await switches(40);
      const before = await heldBy(page);
      await switches(160);
      // What the last conversation still waits for is let go of in a moment; what is held on to is not.
      const after = await until(
        () => heldBy(page),
        ({ listeners }) => listeners - before.listeners < LISTENERS_GROWTH_MAX,
      );
      expect(after.heap - before.heap).toBeLessThan(GROWTH_MAX);
      expect(after.heap).toBeLessThan(HEAP_MAX);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
