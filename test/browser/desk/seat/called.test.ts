import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "../../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../../support/chromium.ts";
import { shot } from "../../support/shot.ts";
import { type Floor, openFloor } from "../floor.ts";

describeInBrowser("a queue that calls all at once", (open) => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor({ strategy: "broadcast" });
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  it(
    "offers the customer to both, the first who accepts has her, and the other's card vanishes",
    async () => {
      const lin = await floor.agent(open, "林晓");
      const zhou = await floor.agent(open, "周宁");
      await (await floor.fan("小吴")).says("转人工");
      const cardOf = ({ page }: typeof lin) => page.locator('[data-part="offer"]');
      await cardOf(lin).waitFor();
      await cardOf(zhou).waitFor();
      await expectSound(zhou.page, "called");
      await cardOf(lin).getByRole("button", { name: /接待/ }).click();
      await cardOf(zhou).waitFor({ state: "detached" });
      await cardOf(lin).waitFor({ state: "detached" });
      await shot(zhou.page, "called-taken");
      for (const one of [lin, zhou]) expect(one.guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
