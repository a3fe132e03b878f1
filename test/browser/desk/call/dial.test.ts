import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { openTelephone, type Telephone } from "../../../support/telephone.ts";
import { expectSound } from "../../support/axe.ts";
import { describeInBrowser } from "../../support/chromium.ts";
import { signIn } from "../../support/console.ts";
import { type Agent, type Fan, type Floor, openFloor, openThread, serve, until } from "../floor.ts";

const TEST_MS_MAX = 90_000;

type Made = { readonly key: string; readonly signKey: string };

describeInBrowser("a customer whom an agent calls by a click", (open) => {
  let floor: Floor;
  let telephone: Telephone;
  let agent: Agent;
  let fan: Fan;
  let made: Made;
  beforeAll(async () => {
    floor = await openFloor({ autoAccept: true, ratingInvite: false });
    telephone = await openTelephone();
    agent = await floor.agent(open, "林晓");
    fan = await floor.fan("小美");
    const context = (await open()).page.context();
    await signIn(floor, context, ["admin"], "顾总");
    const answer = await context.request.post(`${floor.url}/api/v1/cti/systems`, {
      headers: { "x-seatbridge": "1", "idempotency-key": "one", origin: floor.url },
      data: { name: "总机", queueId: null, url: telephone.url },
    });
    made = (await answer.json()) as Made;
    telephone.trust(made.signKey);
  }, TEST_MS_MAX);
  afterAll(async () => {
    await telephone.close();
    await floor.stop();
  });

  const bar = () => agent.page.locator('[data-part="dial-bar"]');
  const dialog = () => agent.page.locator('[data-part="dial-dialog"]');
  const report = async (kind: string, more: object = {}): Promise<void> => {
    const answer = await fetch(`${floor.url}/api/v1/cti/calls`, {
      method: "POST",
      headers: { authorization: `Bearer ${made.key}`, "content-type": "application/json" },
      body: JSON.stringify({ call: "out", kind, at: new Date().toISOString(), ...more }),
    });
    expect(answer.status).toBe(200);
  };

  it(
    "is rung once; why she is not, and what to do, is said; and the call opens as it is reported",
    async () => {
      const { page } = agent;
      await serve(agent, fan, "方便打电话给我吗");
      await openThread(agent, fan);
      telephone.answerBy(409);
      await page.getByRole("button", { name: "拨打电话" }).waitFor();
      await page.keyboard.press("F9");
      await dialog().getByText("还不知道对方的号码").waitFor();
      await expectSound(page, "desk-dial");
      await dialog().getByLabel("号码").fill("138 0000 1234");
      await page.keyboard.press("Enter");
      await bar().getByText("您的话机占线或没有登录").waitFor();
      await expectSound(page, "desk-dial-failed");

      telephone.answerBy(undefined);
      await bar().getByRole("button", { name: "拨打电话" }).click();
      await dialog().getByLabel("号码").fill("138 0000 1234");
      await page.keyboard.press("Enter");
      await bar().getByText("请接起您的话机").waitFor();
      expect(telephone.orders()).toMatchObject([{ to: { number: "13800001234" } }]);
      await expectSound(page, "desk-dial-phone");
      const request = telephone.orders()[0]?.request;
      await report("started", { request });
      await page.locator('[data-part="call-bar"]').getByText("去电 · 振铃中").waitFor();
      await report("answered");
      await page.locator('[data-part="call-bar"]').getByRole("button", { name: /会话/ }).waitFor();
      await report("ended");
      await page.locator('[data-part="call-bar"]').getByText("去电 · 已通话").waitFor();
      await until(
        () => floor.tables.rows("SELECT number, state FROM dial ORDER BY at DESC LIMIT 1"),
        ([row]) => row?.["number"] === null && row["state"] === "called",
      );
    },
    TEST_MS_MAX,
  );

  it(
    "is called back from the list of calls that reached nobody, by the one who takes it",
    async () => {
      const { page } = agent;
      const seat = await floor.tables.value<string>(
        "SELECT number FROM seat JOIN agent_session s ON s.seat_id = seat.id WHERE s.staff_id = $1",
        [agent.id],
      );
      await report("ended", { call: "lost", seat, number: "13700008888" });
      await page.goto(`${floor.url}/missed`);
      await page.getByText("137****8888").waitFor();
      await expectSound(page, "missed");
      await page.getByRole("button", { name: "回拨 137****8888" }).click();
      await page.locator('[data-part="call-back-bar"]').getByText("这是约好的回访").waitFor();
      await expectSound(page, "missed-call-back");
      await page.goto(`${floor.url}/missed`);
      await page.getByText("林晓 已认领").waitFor();
    },
    TEST_MS_MAX,
  );
});
