import type { Page } from "playwright-core";

import type { TestDatabase } from "../../support/database.ts";
import { openTables } from "../../support/tables.ts";
import type { Open, VisitOptions } from "../support/chromium.ts";

/** A fan is heard out for so long that it can be seen, and no longer. */
export async function pauseShortly({ url }: TestDatabase): Promise<void> {
  const tables = await openTables(url);
  await tables.rows(
    `INSERT INTO setting (scope, key, value, updated_at, updated_by) VALUES ('all', 'turn.pauseMs', '600', now(), 'test')`,
  );
  await tables.close();
}

/** Words of the page itself; names, messages and what went over the wire are the fans' and the shop's own. */
export const chineseOutsideMessages = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const own = "bdi, .said, .avatar, .raw pre, .match, .el-select, .bar button";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      if (/\p{Script=Han}/u.test(text) && node.parentElement?.closest(own) === null) found.push(text);
    }
    return found;
  });

type On = "wechat" | "weibo" | "mini";

/** How an account that is not the first is chosen, and the phone that shows it. */
const ACCOUNTS: Partial<Record<On, { readonly option: RegExp; readonly phone: string }>> = {
  weibo: { option: /^(微博|Weibo) · 屿禾电器$/, phone: ".phone.weibo" },
  mini: { option: /^(小程序|Mini program) · 屿禾电器$/, phone: ".phone.wechat-mini" },
};

export type FanVisit = VisitOptions & { readonly newcomer?: boolean; readonly on?: On };

/** A visitor whose fan follows the account already, unless it is a `newcomer`; of a mini program nobody is a follower. */
export async function visitFan(open: Open, url: string, options: FanVisit) {
  const { page, guard } = await open(options);
  const { language = "zh-CN", newcomer = false, on = "wechat" } = options;
  const account = ACCOUNTS[on];
  page.setDefaultTimeout(30_000);
  await page.addInitScript((chosen) => {
    localStorage.setItem("seatbridge.preferences", JSON.stringify({ language: chosen, theme: "auto" }));
  }, language);
  await page.goto(`${url}/fan`);
  if (account !== undefined) {
    await page.getByRole("combobox", { name: /^(账号|Account)$/ }).press("Enter");
    await page.getByRole("option", { name: account.option }).click();
    await page.locator(account.phone).waitFor();
  }
  await page.getByRole("button", { name: /^(新粉丝|New fan)$/ }).click();
  if (on === "mini") {
    await page.locator(".phone .row").first().waitFor({ state: "hidden" });
    return { page, guard };
  }
  const follow = page.locator(on === "weibo" ? ".phone .join" : ".gate button");
  await follow.waitFor();
  if (!newcomer) {
    await follow.click();
    await bubbles(page).first().waitFor();
  }
  return { page, guard };
}

export const bubbles = (page: Page) => page.locator(".phone .bubble");
export const wire = (page: Page) => page.getByRole("log", { name: /^(线上往来|Over the wire)$/ });
export const field = (page: Page) => page.locator(".phone textarea");
export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press("Enter");
}
