import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { signIn } from "../support/console.ts";
import { composerOf, type Fan, type Floor, openFloor, openThread, rowOf, until } from "./floor.ts";

const HOUR = 3_600_000;
const clock = (at: number): string =>
  new Date(at).toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });

/** It has closed an hour ago and opens in an hour, whenever the test runs. */
const SHUT = { close: clock(Date.now() - HOUR), open: clock(Date.now() + HOUR) };

describeInBrowser("who asks while nobody answers", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
    await floor.policy({ autoAccept: true, offersCallBack: true, hours: SHUT });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  /** As soon as the server knows that the queue is shut. */
  async function shutOut(name: string, tries = 20): Promise<Fan> {
    const fan = await floor.fan(name);
    await fan.says("什么时候发货", "转人工");
    const lines = await until(
      () => fan.lines(),
      (all) => all.some((line) => line.includes("留言已收到")),
    );
    if (lines.includes("回复数字即可。")) return fan;
    if (tries === 0) throw new Error(`No choice in ${lines.join("\n")}`);
    return shutOut(`${name}又`, tries - 1);
  }

  it(
    "may choose, and her agent sees what she asked, what the bot said and what was promised until she has answered",
    async () => {
      const fan = await shutOut("夜里的人");
      await fan.says("给我回电话");
      await floor.policy({ autoAccept: true, offersCallBack: true });
      // It is morning.
      await floor.tables.rows(
        "UPDATE contact SET promised_at = now() + interval '25 minutes', night_due_at = now() + interval '25 minutes'",
      );
      const agent = await floor.agent(open, "小林", { capacity: 3 });
      const { page } = agent;
      const row = rowOf(page, fan);
      await row.getByText("隔夜").waitFor();
      await row.getByText(/前答复/).waitFor();
      await openThread(agent, fan);
      const bar = page.locator('[data-part="night-bar"]');
      await bar.getByText(/客户要求回电，承诺 .+ 前/).waitFor();
      await bar.getByText(/还剩/).waitFor();
      expect(await bar.textContent()).toContain("什么时候发货");
      await expectSound(page, "desk-night");
      await composerOf(page).fill("您好，昨晚的问题我看到了，今天给您发出。");
      await page.keyboard.press("Enter");
      await bar.waitFor({ state: "detached" });
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );

  it(
    "stands on the queue's page, night by night, and on the floor while she waits",
    async () => {
      const { page, guard } = await open();
      await signIn(floor, page.context(), ["admin"]);
      const queueId = await floor.tables.value<string>("SELECT id FROM queue WHERE name = '售后一组'");
      await page.goto(`${floor.url}/groups/${queueId}`);
      await page.getByRole("tab", { name: "隔夜" }).click();
      const table = page.locator('[data-part="nights"]');
      await table.getByText("守约率").first().waitFor();
      await expectSound(page, "queue-nights");
      await page.getByRole("tab", { name: "策略" }).click();
      await page
        .locator('[data-part="says"]')
        .getByText(/下班时段的留言开门后按承诺时间排/)
        .waitFor();
      await expectSound(page, "queue-overnight-policy");
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
