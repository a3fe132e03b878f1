import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { axe } from "../support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "../support/chromium.ts";
import { settled } from "../support/page.ts";
import { shot } from "../support/shot.ts";
import { type Agent, type Fan, type Floor, openFloor, openThread, serve } from "./floor.ts";

describeInBrowser("what the platform keeps of a fan", (open) => {
  let floor: Floor;
  let agent: Agent;
  let fan: Fan;
  beforeAll(async () => {
    floor = await openFloor();
    agent = await floor.agent(open, "林晓");
    fan = await floor.fan("小禾");
    await serve(agent, fan);
    await openThread(agent, fan);
  }, TEST_MS_MAX);
  afterAll(() => floor.stop());

  const card = () => agent.page.locator('[data-part="fan-card"]');

  it(
    "is asked of it; labels and the remark are given, taken, refused where they cannot be, and undone",
    async () => {
      await card().getByText("已关注").waitFor();
      await card().getByRole("button", { name: "加标签" }).click();
      const name = card().getByRole("combobox", { name: "标签名称" });
      await name.fill("十一个汉字的标签名称啊");
      expect(await card().getByRole("button", { name: "添加", exact: true }).isDisabled()).toBe(true);
      await name.fill("老客户🌸");
      await name.press("Enter");
      await card().getByRole("button", { name: "去掉标签「老客户🌸」" }).waitFor();
      await name.fill("<b>会员</b>");
      await name.press("Enter");
      await card().getByRole("button", { name: "去掉标签「<b>会员</b>」" }).waitFor();
      await name.press("Escape");
      const remark = card().getByRole("textbox", { name: "平台备注" });
      await remark.fill("王女士");
      await remark.blur();
      await settled(agent.page);
      await shot(agent.page, "fan-card");
      expect(await axe(agent.page)).toEqual([]);

      await card().getByRole("button", { name: "去掉标签「老客户🌸」" }).click();
      // Pointed at, the way back stays for as long as the platform takes.
      const back = agent.page.locator(".toast", { hasText: "去掉标签「老客户🌸」" }).getByText("撤销");
      await back.hover();
      await card().getByText("老客户🌸").waitFor({ state: "detached" });
      await back.click();
      await card().getByRole("button", { name: "去掉标签「老客户🌸」" }).waitFor();
      expect(await card().getByRole("button", { name: "拉黑" }).count()).toBe(0);
    },
    TEST_MS_MAX,
  );
});
