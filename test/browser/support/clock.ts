import type { Page } from "playwright-core";

const PING_MS = 10_000;

/**
 * Gives a page, and all others of its browser profile, a clock that a test may run ahead: `page.clock.runFor`. From
 * its next load on the page also takes the server's clock to be its own, and hears the pings of the time that it ran
 * ahead, though the server has no more than a moment for them.
 */
export async function installClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.context().addInitScript((everyMs) => {
    const now = (known: object = {}): string =>
      JSON.stringify({ ...known, serverTime: new Date().toISOString() });
    globalThis.EventSource = class extends EventSource {
      constructor(address: string | URL) {
        super(address);
        for (const name of ["hello", "ping"]) {
          this.addEventListener(name, (event: MessageEvent<string>) => {
            if (!event.isTrusted) return;
            event.stopImmediatePropagation();
            const data = now(JSON.parse(event.data) as object);
            this.dispatchEvent(new MessageEvent(name, { data }));
          });
        }
        const timer = setInterval(() => {
          if (this.readyState === EventSource.CLOSED) return clearInterval(timer);
          this.dispatchEvent(new MessageEvent("ping", { data: now() }));
        }, everyMs);
      }
    };
  }, PING_MS);
}
