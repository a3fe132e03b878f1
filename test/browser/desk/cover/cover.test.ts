import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "../../support/axe.ts";
import { describeInBrowser } from "../../support/chromium.ts";
import {
  type Agent,
  composerOf,
  type Fan,
  type Floor,
  leaveList,
  openFloor,
  serve,
  until,
} from "../floor.ts";

const TEST_MS_MAX = 90_000;

describeInBrowser("customers of a colleague who is away", (open) => {
  let floor: Floor;
  let amy: Agent;
  let bob: Agent;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor({ autoAccept: true, ratingInvite: false });
    amy = await floor.agent(open, "林晓");
    fan = await floor.fan("小美");
    await serve(amy, fan, "我的快递到哪了");
    bob = await floor.agent(open, "周博");
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const cards = ({ page }: Agent, kind: string) => page.locator(`[data-part="cards"] [data-part="${kind}"]`);
  /** As if her break had begun long ago. */
  const longAway = () =>
    floor.tables.rows(
      "UPDATE agent_session SET state_since = now() - interval '10 minutes', version = version + 1 WHERE staff_id = $1",
      [amy.id],
    );

  it(
    "stand as cards, are answered by one key while she stays the owner, and she is told how much was said",
    async () => {
      await amy.call("PUT", "/seat/presence", { to: "break", reason: "meal" });
      await longAway();
      await leaveList(bob.page);
      await cards(bob, "cover").getByText("林晓 · 小休中").waitFor();
      await expectSound(bob.page, "desk-cover");
      await bob.page.keyboard.press("Control+Shift+L");
      await bob.page.getByText("林晓 暂时不在，您在代为回复").waitFor();
      await composerOf(bob.page).fill("您好，我是周博，快递今天送到");
      await bob.page.keyboard.press("Enter");
      await until(fan.received, (texts) => texts.some((text) => text.includes("快递今天送到")));
      await bob.page.locator(".thread").getByText("快递今天送到").first().waitFor();
      await expectSound(bob.page, "desk-covering");
      await cards(bob, "cover").waitFor({ state: "detached" });
      expect(await floor.tables.rows("SELECT owner_id FROM contact WHERE state = 'active'")).toEqual([
        { owner_id: amy.id },
      ]);

      await amy.call("PUT", "/seat/presence", { to: "ready" });
      await leaveList(amy.page);
      await cards(amy, "meanwhile").getByText("代管期间 1 条").waitFor();
      await expectSound(amy.page, "desk-meanwhile");
      await amy.page.keyboard.press("Control+Shift+L");
      await amy.page.locator(".thread").getByText("快递今天送到").first().waitFor();
      await cards(amy, "meanwhile").waitFor({ state: "detached" });
    },
    TEST_MS_MAX,
  );
});
