import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { describeInBrowser, TEST_MS_MAX } from "../../support/chromium.ts";
import { type Agent, composerOf, type Fan, type Floor, openFloor, rowOf } from "../floor.ts";

const why = (page: Page) => page.locator('[data-part="why"]');
const offer = (page: Page) => page.locator('[data-part="offer"]');
const toast = (page: Page, text: string) => page.locator(".toast").getByText(text);

/** Holds the calls to this address back until they are released. */
async function hold(page: Page, address: string) {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return { asked: page.waitForRequest(address), release };
}

describeInBrowser("two agents who reach for one customer", (open) => {
  let floor: Floor;
  let lin: Agent;
  let wang: Agent;
  beforeAll(async () => {
    floor = await openFloor({});
    lin = await floor.agent(open, "林晓", { presence: "not_ready" });
    wang = await floor.agent(open, "王强", { presence: "not_ready" });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const takeButton = ({ page }: Agent) => why(page).getByRole("button", { name: "接入" });
  /** Who has her, and how often she was given to somebody. */
  const serversOf = async (fan: Fan): Promise<readonly unknown[]> =>
    floor.tables.rows(
      `SELECT t.owner_id, count(*) FILTER (WHERE e.code = 'accepted')::int AS times
       FROM contact t JOIN event e ON e.subject_id = t.id WHERE t.conversation_id = $1 GROUP BY t.id`,
      [await fan.conversationId()],
    );

  it(
    "gives her to one; the other is told who has her, and keeps what she has written",
    async () => {
      const fan = await floor.fan("小美");
      await fan.says("什么时候发货");
      for (const agent of [lin, wang]) {
        await agent.page.goto(`${floor.url}/desk/${await fan.conversationId()}`);
        await takeButton(agent).waitFor();
        await composerOf(agent.page).fill(`${agent.name}的备注`);
      }
      await Promise.all([takeButton(lin).click(), takeButton(wang).click()]);
      const [winner, loser] = await Promise.race(
        (
          [
            [lin, wang],
            [wang, lin],
          ] as const
        ).map(async (both) => {
          await both[0].page.locator('[data-part="end"]').waitFor();
          return both;
        }),
      );
      await toast(loser.page, `${winner.name}先一步接待了这个会话`).waitFor();
      await why(loser.page).getByText(`同事 ${winner.name} 接待中`).waitFor();
      expect(await composerOf(loser.page).inputValue()).toBe(`${loser.name}的备注`);
      expect(await loser.page.locator('[data-part="end"]').count()).toBe(0);
      expect(await serversOf(fan)).toEqual([{ owner_id: winner.id, times: 1 }]);
      // Begun for colleagues, it stays so, although she may answer now.
      expect(await winner.page.locator(".composer.note").count()).toBe(1);
      expect(await composerOf(winner.page).inputValue()).toBe(`${winner.name}的备注`);
    },
    TEST_MS_MAX,
  );

  it(
    "tells whoever accepts an offer that a supervisor took back who has the customer by now",
    async () => {
      const chief = await floor.agent(open, "班长", { presence: "not_ready", roles: ["supervisor"] });
      const fan = await floor.fan("阿强");
      await lin.call("PUT", "/seat/presence", { to: "ready" });
      await fan.says("转人工");
      await offer(lin.page).waitFor();
      const accepting = await hold(lin.page, "**/offers/*/accept");
      await offer(lin.page).getByRole("button", { name: "接待" }).click();
      await accepting.asked;
      await chief.call("POST", `/floor/agents/${lin.id}/not-ready`);
      await wang.call("PUT", "/seat/presence", { to: "ready" });
      await offer(wang.page).getByRole("button", { name: "接待" }).click();
      await rowOf(wang.page, fan).waitFor();

      accepting.release();
      await toast(lin.page, "这个会话已由 王强 接待").waitFor();
      await offer(lin.page).waitFor({ state: "detached" });
      await composerOf(lin.page).waitFor();
      expect(await rowOf(lin.page, fan).count()).toBe(0);
      expect(await serversOf(fan)).toEqual([{ owner_id: wang.id, times: 1 }]);
      expect([...lin.guard.offences(), ...wang.guard.offences()]).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
