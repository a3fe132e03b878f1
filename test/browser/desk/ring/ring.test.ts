import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { describeInBrowser, TEST_MS_MAX } from "../../support/chromium.ts";
import { installClock } from "../../support/clock.ts";
import {
  type Agent,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  rowOf,
  until,
} from "../floor.ts";
import { listen, rungOf } from "./rung.ts";

/** Past the moment of the next ring, short of the one after it. */
const RING_MS = 16_000;

describeInBrowser("what nobody has looked at yet", (open) => {
  let floor: Floor;
  let agent: Agent;
  let tabs: readonly Page[];
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    await installClock(agent.page);
    await listen(agent.page);
    const other = await agent.context.newPage();
    await other.goto(`${floor.url}/desk`);
    await listen(other);
    tabs = [agent.page, other];
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  /** How often each tab has rung, the silent one first. */
  const rings = async (): Promise<readonly number[]> => {
    const all = await Promise.all(tabs.map(async (tab) => (await rungOf(tab)).sounds));
    return all.toSorted((a, b) => a - b);
  };
  const rung = (times: number) => until(rings, (all) => all.join() === `0,${times}`);
  const readInAll = async (fan: Fan): Promise<void> => {
    for (const tab of tabs) {
      await rowOf(tab, fan).waitFor();
      await rowOf(tab, fan).locator(".badge").waitFor({ state: "detached" });
    }
  };
  const later = (): Promise<void> => agent.page.clock.runFor(RING_MS);

  it(
    "rings every 15 seconds, in one of two tabs, until it is opened in either",
    async () => {
      const fan = await floor.fan("小美");
      await fan.says("转人工");
      await rung(1);
      await later();
      await rung(2);
      await later();
      await rung(3);
      await openThread(agent, fan);
      await readInAll(fan);
      await later();
      await later();
      expect(await rings()).toEqual([0, 3]);
    },
    TEST_MS_MAX,
  );

  it(
    "rings so as an offer, too, until it is answered",
    async () => {
      await floor.policy({});
      const [before = 0] = (await rings()).slice(-1);
      const fan = await floor.fan("阿强");
      await fan.says("转人工");
      const card = agent.page.locator('[data-part="offer"]');
      await card.waitFor();
      await rung(before + 1);
      await later();
      await rung(before + 2);
      await card.getByRole("button", { name: "接待" }).click();
      await composerOf(agent.page).waitFor();
      await readInAll(fan);
      await later();
      expect(await rings()).toEqual([0, before + 2]);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
