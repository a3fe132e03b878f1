import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { shot } from "../support/shot.ts";
import {
  type Agent,
  bubbleWith,
  composerOf,
  type Fan,
  type Floor,
  openFloor,
  openThread,
  serve,
  until,
} from "./floor.ts";

describeInBrowser("what goes wrong at the platform, as the desk shows it", (open) => {
  let floor: Floor;
  let agent: Agent;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    fan = await floor.fan("小风");
    await serve(agent, fan);
    await openThread(agent, fan);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  /** Says it, and waits until her phone has it once and the bubble bears its fate. */
  async function says(words: string, fate: "accepted" | "unknown"): Promise<void> {
    await fan.says(`在吗？（${words}）`);
    await composerOf(agent.page).fill(words);
    await composerOf(agent.page).press("Enter");
    await bubbleWith(agent.page, words).locator(`[data-state="${fate}"]`).waitFor();
    await until(
      () => fan.received(),
      (all) => all.includes(words),
    );
  }

  it(
    "is waited for where it passes, tried again where nothing was taken, and in doubt where nobody knows",
    async () => {
      await floor.platformFault({ kind: "slow", ms: 1_500, left: 1 });
      await says("慢的", "accepted");
      await floor.platformFault({ kind: "errcode", code: -1, left: 1 });
      await says("忙的", "accepted");
      await floor.platformTrick(fan, "kill_tokens");
      await says("令牌被顶掉的", "accepted");

      await floor.platformFault({ kind: "taken_no_answer", left: 1 });
      await says("断线的", "unknown");
      await floor.platformFault({ kind: "page", left: 1 });
      await says("网页的", "unknown");
      await floor.platformFault({ kind: "cut", left: 1 });
      await says("半截的", "unknown");
      await shot(agent.page, "platform-faults");
      await agent.page.locator('[data-part="unknown"]').getByText("3").waitFor();

      const words = new Set(["慢的", "忙的", "令牌被顶掉的", "断线的", "网页的", "半截的"]);
      expect((await fan.received()).filter((text) => words.has(text))).toEqual([...words]);
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
