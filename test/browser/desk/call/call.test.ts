import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "../../support/axe.ts";
import { describeInBrowser } from "../../support/chromium.ts";
import { signIn } from "../../support/console.ts";
import { type Agent, composerOf, type Fan, type Floor, openFloor, openThread, serve } from "../floor.ts";

const TEST_MS_MAX = 90_000;

describeInBrowser("a telephone call at the desk", (open) => {
  let floor: Floor;
  let agent: Agent;
  let fan: Fan;
  let report: (call: string, kind: string, more?: object) => Promise<void>;
  beforeAll(async () => {
    floor = await openFloor({ autoAccept: true, ratingInvite: false });
    agent = await floor.agent(open, "林晓");
    fan = await floor.fan("小美");
    const context = (await open()).page.context();
    await signIn(floor, context, ["admin"], "顾总");
    const made = await context.request.post(`${floor.url}/api/v1/cti/systems`, {
      headers: { "x-seatbridge": "1", "idempotency-key": "one", origin: floor.url },
      data: { name: "总机", queueId: null, url: null },
    });
    const { key } = (await made.json()) as { key: string };
    const seat = await floor.tables.value<string>(
      "SELECT seat.number FROM agent_session s JOIN seat ON seat.id = s.seat_id WHERE s.staff_id = $1",
      [agent.id],
    );
    report = async (call, kind, more = {}) => {
      const answer = await fetch(`${floor.url}/api/v1/cti/calls`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ call, kind, seat, at: new Date().toISOString(), ...more }),
      });
      expect(await answer.text().then((text) => ({ status: answer.status, text }))).toMatchObject({
        status: 200,
      });
    };
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const bar = () => agent.page.locator('[data-part="call-bar"]').first();
  const cards = () => agent.page.locator('[data-part="cards"]');

  it(
    "opens by itself, takes notes alone, is the customer's from now on, and is wrapped up as not reached",
    async () => {
      const { page } = agent;
      await serve(agent, fan, "我的快递到哪了");
      await report("one", "started", { number: "138 0000 1234" });
      await bar().getByText("来电 · 振铃中").waitFor();
      await bar().getByText("138****1234").waitFor();
      expect(await page.getByRole("radio", { name: "回复客户" }).count()).toBe(0);
      await report("one", "answered");
      await bar().getByText("来电 · 通话中").waitFor();
      await composerOf(page).fill("问快递");
      await page.keyboard.press("Enter");
      await page.locator('[data-part="thread"], .thread').getByText("问快递").first().waitFor();
      await expectSound(page, "desk-call");
      await bar().getByRole("combobox").selectOption({ index: 1 });
      await bar().getByRole("button", { name: /会话/ }).waitFor();
      await report("one", "ended", { recording: "rec-1" });
      await bar().getByText("来电 · 已通话").waitFor();
      await floor.tables.rows("UPDATE contact SET due_at = now() + interval '1 hour' WHERE state = 'wrapup'");
    },
    TEST_MS_MAX,
  );

  it(
    "is offered, and takes no key from what is being written, while she writes to somebody else",
    async () => {
      const { page } = agent;
      await page.goto(`${floor.url}/desk`);
      await openThread(agent, fan);
      await composerOf(page).fill("您的快递");
      await report("two", "started", { number: "13800001234" });
      await cards().getByText("138****1234").waitFor();
      await page.keyboard.type("已经发出");
      expect(await composerOf(page).inputValue()).toBe("您的快递已经发出");
      expect(await bar().count()).toBe(0);
      await expectSound(page, "desk-call-offered");
      await page.keyboard.press("Control+Shift+L");
      await bar().getByText("来电 · 振铃中").waitFor();
      await bar().getByRole("button", { name: /会话/ }).waitFor();
      await report("two", "ended");
      await bar().getByText("来电 · 未接通").waitFor();
    },
    TEST_MS_MAX,
  );
});
