import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { describeInBrowser } from "../../support/chromium.ts";
import { installClock } from "../../support/clock.ts";
import { type Held, heldBy } from "../../support/held.ts";
import {
  type Agent,
  bubbleWith,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  serve,
} from "../floor.ts";

const TEST_MS_MAX = 180_000;
const HOURS = 8;
/** Of what was said meanwhile some stays: twenty hours of it must fit a page. */
const HEAP_GROWTH_MAX = 4 * 1024 * 1024;
const LISTENERS_GROWTH_MAX = 20;
const NODES_GROWTH_MAX = 1_000;

describeInBrowser("a desk that is open for a whole shift", (open) => {
  let floor: Floor;
  let agent: Agent;
  const fans: Fan[] = [];
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    const { page } = agent;
    await installClock(page);
    // What she looks at is told every five seconds; a shift of that in a minute is nothing that a server meets.
    await page.addInitScript(() => {
      const { fetch } = globalThis;
      globalThis.fetch = (input, init) =>
        typeof input === "string" && input.endsWith("/focus")
          ? Promise.resolve(new Response(null, { status: 204 }))
          : fetch(input, init);
    });
    await page.reload();
    for (let n = 0; n < 3; n += 1) {
      const fan = await floor.fan(`客户${n}`);
      await serve(agent, fan);
      fans.push(fan);
    }
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  /** An hour of clocks, pings and timers; with each customer's word an answer to it. */
  async function hour(n: number): Promise<Held> {
    const { page } = agent;
    for (const fan of fans) {
      await openThread(agent, fan);
      await fan.says(`第 ${n} 小时的话`);
      await composerOf(page).fill(`第 ${n} 小时的答复`);
      await composerOf(page).press("Enter");
      await bubbleWith(page, `第 ${n} 小时的答复`).locator('[data-state="accepted"]').waitFor();
    }
    await page.clock.runFor("01:00:00");
    return heldBy(page);
  }

  it(
    "holds no more after eight hours than after one",
    async () => {
      const began = await agent.page.evaluate(() => Date.now());
      const first = await hour(1);
      for (let n = 2; n < HOURS; n += 1) await hour(n);
      const last = await hour(HOURS);
      expect((await agent.page.evaluate(() => Date.now())) - began).toBeGreaterThan(HOURS * 3_600_000);
      expect(last.heap - first.heap).toBeLessThan(HEAP_GROWTH_MAX);
      expect(last.listeners - first.listeners).toBeLessThan(LISTENERS_GROWTH_MAX);
      expect(last.nodes - first.nodes).toBeLessThan(NODES_GROWTH_MAX);
      expect(await agent.page.getByText("连接中断").count()).toBe(0);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
