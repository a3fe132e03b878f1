import type { Page } from "playwright-core";

export type Guard = {
  /** Everything that no page may do and this one did, in words. */
  readonly offences: () => readonly string[];
};

/** Watches a page for what none may do: break the policy, speak with another host, throw. */
export function guardPage(page: Page): Guard {
  const offences: string[] = [];
  let host: string | undefined;
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) offences.push(`policy: ${message.text()}`);
  });
  page.on("pageerror", (error) => offences.push(`error: ${error.stack ?? error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!url.protocol.startsWith("http")) return;
    host ??= url.host;
    if (url.host !== host) offences.push(`foreign request: ${url.host}`);
  });
  return { offences: () => offences };
}
