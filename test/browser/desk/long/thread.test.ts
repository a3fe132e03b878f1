import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { describeInBrowser } from "../../support/chromium.ts";
import { type Agent, type Fan, type Floor, openFloor, openThread, serve, until } from "../floor.ts";

const TEST_MS_MAX = 120_000;
const MANY = 2_000;
/** A screenful of short lines and what is kept beyond its edges. */
const DRAWN_MAX = 60;
/** Of the wheel, before one looks again. */
const TURNS = 10;
const TURN_PX = 400;

const log = (page: Page) => page.locator('[role="log"]');
const drawn = (page: Page): Promise<readonly string[]> =>
  log(page)
    .locator(".message .bubble")
    .allInnerTexts()
    .then((all) => all.map((text) => text.trim()));

/** What was said before a fan's last word: so many lines, in turn hers and the bot's. */
async function writeHistory(floor: Floor, fan: Fan): Promise<void> {
  const id = await fan.conversationId();
  const [last] = await floor.tables.rows<{ seq: number }>("SELECT seq FROM conversation WHERE id = $1", [id]);
  await floor.tables.rows(
    `INSERT INTO message (conversation_id, seq, at, author, content)
     SELECT $1, $2 + n, now() - make_interval(secs => ($3 - n)),
       (CASE WHEN n % 2 = 0 THEN 'fan' ELSE 'bot' END)::message_author,
       jsonb_build_object('kind', 'text', 'text', '第 ' || n || ' 句')
     FROM generate_series(1, $3) AS n`,
    [id, last?.seq ?? 0, MANY],
  );
  await floor.tables.rows("UPDATE conversation SET seq = seq + $2 WHERE id = $1", [id, MANY]);
}

async function readToTheBeginning(page: Page): Promise<void> {
  await log(page).hover();
  for (let found = false; !found; found = (await drawn(page)).includes("转人工")) {
    for (let turn = 0; turn < TURNS; turn += 1) await page.mouse.wheel(0, -TURN_PX);
  }
}

describeInBrowser("a thread of two thousand messages", (open) => {
  let floor: Floor;
  let agent: Agent;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "opens at its end, can be read to its beginning, and never draws more than a screenful",
    async () => {
      const { page } = agent;
      const fan = await floor.fan("小美");
      await serve(agent, fan);
      await writeHistory(floor, fan);
      await openThread(agent, fan);
      const pill = page.locator('[data-part="newest"]');
      await log(page).locator(".message").first().waitFor();
      if (await pill.isVisible()) await pill.click();
      await until(
        () => drawn(page),
        (texts) => texts.includes(`第 ${MANY} 句`),
      );
      expect((await drawn(page)).length).toBeLessThan(DRAWN_MAX);

      await readToTheBeginning(page);
      expect((await drawn(page)).length).toBeLessThan(DRAWN_MAX);

      await pill.click();
      await until(
        () => drawn(page),
        (texts) => texts.includes(`第 ${MANY} 句`),
      );
      expect(agent.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
