import { afterAll, beforeAll, expect, it } from "@jest/globals";

import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("telephone systems", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  it(
    "are let in by a key that is shown once, report by it, and are shut out by a new one",
    async () => {
      const { page, guard } = await open();
      page.setDefaultTimeout(20_000);
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/telephony`);
      await page.getByText("还没有接入电话系统").waitFor();
      await page.getByRole("button", { name: "接入电话系统" }).click();
      const drawer = page.getByRole("dialog", { name: /接入电话系统|总机/ });
      await drawer.getByLabel("名称").fill("总机");
      await drawer.getByRole("button", { name: "创建" }).click();
      const key = drawer.getByRole("textbox", { name: "上报密钥" });
      await key.waitFor();
      await expectSound(page, "telephony-keys");
      const report = async (word: string): Promise<number> => {
        const body = JSON.stringify({ call: "c1", kind: "started", at: new Date().toISOString() });
        const headers = { authorization: `Bearer ${word}`, "content-type": "application/json" };
        return (await fetch(`${server.url}/api/v1/cti/calls`, { method: "POST", headers, body })).status;
      };
      const first = await key.inputValue();
      expect(await report(first)).toBe(200);
      await drawer.getByRole("button", { name: "关闭", exact: true }).last().click();
      await page.getByRole("row", { name: /总机/ }).waitFor();

      await page.getByRole("button", { name: "总机" }).click();
      expect(await key.count()).toBe(0);
      await drawer.getByRole("button", { name: "换新密钥" }).click();
      await page
        .getByRole("dialog", { name: "换新密钥？" })
        .getByRole("button", { name: "换新密钥" })
        .click();
      await key.waitFor();
      expect(await report(first)).toBe(401);
      expect(await report(await key.inputValue())).toBe(200);
      expect(guard.offences()).toEqual([]);
    },
    TEST_MS_MAX,
  );
});
