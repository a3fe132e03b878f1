import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";

import { expectSound } from "./support/axe.ts";
import { describeInBrowser, TEST_MS_MAX } from "./support/chromium.ts";
import { type ConsoleServer, signIn, startConsole } from "./support/console.ts";

describeInBrowser("the page of QR codes", (open) => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  }, TEST_MS_MAX);
  afterAll(() => server.stop(), TEST_MS_MAX);

  const drawer = (page: Page) => page.getByRole("dialog");
  const field = (page: Page, label: string) => drawer(page).getByLabel(label, { exact: true });
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });

  /** A practice fan's phone does it. */
  async function act(deed: object): Promise<string> {
    const ask = async (path: string, body: object): Promise<unknown> =>
      (
        await fetch(`${server.url}/fan/api${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-seatbridge": "1", origin: server.url },
          body: JSON.stringify(body),
        })
      ).json();
    const account = server.server.account.id;
    const fan = (await ask("/fans", { account, name: "小扫", following: false })) as { openid: string };
    await ask("/act", { account, fan: fan.openid, deed });
    return fan.openid;
  }

  it(
    "makes a code at the platform, prints it, says what cannot be, counts who came by it, and archives it",
    async () => {
      const { page } = await open();
      await signIn(server, page.context(), ["admin"]);
      await page.goto(`${server.url}/codes`);
      await page.getByText("还没有二维码").waitFor();
      await expectSound(page, "codes-none");
      await press(page, "新建二维码");
      await field(page, "名称").fill("<b>门店海报</b>");
      await field(page, "场景值").fill("长".repeat(65));
      await drawer(page).getByRole("button", { name: "新建二维码" }).click();
      await drawer(page).getByText("场景值最长 64 个字符，现在是 65 个").waitFor();
      await field(page, "场景值").fill("poster-1");
      await field(page, "欢迎语").fill("欢迎来门店");
      await drawer(page).getByText("临时", { exact: true }).click();
      await expectSound(page, "codes-new");
      await drawer(page).getByRole("button", { name: "新建二维码" }).click();
      const picture = drawer(page).getByRole("img", { name: /二维码图片/ });
      await picture.waitFor();
      expect(await picture.locator("path").last().getAttribute("d")).toMatch(/^M/);
      const [png] = await Promise.all([page.waitForEvent("download"), press(page, "下载 PNG（2000 像素）")]);
      expect(png.suggestedFilename()).toBe("_b_门店海报__b_.png");
      const [svg] = await Promise.all([page.waitForEvent("download"), press(page, "下载 SVG")]);
      expect(svg.suggestedFilename()).toBe("_b_门店海报__b_.svg");
      await expectSound(page, "codes-made");
      await drawer(page).getByRole("button", { name: "关闭", exact: true }).click();

      // The lanes look for new scenes every few seconds.
      const fan = await act({ does: "follow", scene: "poster-1" });
      expect(fan).toMatch(/^o/);
      while ((await server.tables.value("SELECT count(*)::int FROM event WHERE data ? 'scene'")) === 0) {
        await act({ does: "scan", scene: "poster-1" });
      }
      await page.reload();
      await rowOf(page, "门店海报").getByText("可用").waitFor();
      expect(await rowOf(page, "门店海报").locator("td.number").first().innerText()).not.toBe("0");
      await expectSound(page, "codes-list");

      await page.getByRole("button", { name: /查看/ }).click();
      await press(page, "归档");
      await page.getByRole("button", { name: "撤销" }).click();
      await drawer(page).getByRole("button", { name: "归档" }).waitFor();
      await press(page, "归档");
      await drawer(page).getByRole("button", { name: "关闭", exact: true }).click();
      await page.getByText("没有符合条件的二维码").waitFor();
      await page.context().close();
    },
    TEST_MS_MAX,
  );
});
