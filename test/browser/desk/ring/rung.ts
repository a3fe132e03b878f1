import type { Page } from "playwright-core";

/** What was heard of a page, and shown outside it. */
export type Rung = { readonly sounds: number; readonly notices: readonly { readonly tag: string }[] };

/** Counts it from the page's next load on; `blocked`: the browser lets nothing sound yet. */
export async function listen(page: Page, blocked = false): Promise<void> {
  await page.addInitScript((isBlocked) => {
    const rung = { sounds: 0, notices: [] as object[], blocked: isBlocked };
    Object.assign(globalThis, { rung });
    HTMLMediaElement.prototype.play = () => {
      if (rung.blocked) return Promise.reject(new DOMException("not yet", "NotAllowedError"));
      rung.sounds += 1;
      return Promise.resolve();
    };
    class FakeNotification extends EventTarget {
      static permission = "granted";
      static requestPermission = () => Promise.resolve("granted");
      constructor(title: string, options: object) {
        super();
        rung.notices.push({ title, ...options });
      }
      close(): void {}
    }
    Object.assign(globalThis, { Notification: FakeNotification });
  }, blocked);
  await page.reload();
  await page.locator('[data-part="status"]').waitFor();
}

export const rungOf = (page: Page): Promise<Rung> =>
  page.evaluate(() => (globalThis as unknown as { rung: Rung }).rung);

/** The browser lets it sound from now on. */
export const unblock = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (globalThis as unknown as { rung: { blocked: boolean } }).rung.blocked = false;
  });
