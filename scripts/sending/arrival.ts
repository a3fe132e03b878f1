import { setTimeout as pause } from "node:timers/promises";

import { type FanPage, Phone, type PhoneItem } from "./fan-page.ts";

const LOOK_MS = 250;

/** What the account says on her phone; beyond what is there already it waits until something comes, or time is up. */
export async function whatArrives(
  page: FanPage,
  path: string,
  { waitMs, tell }: { readonly waitMs: number; readonly tell: (item: PhoneItem) => void },
): Promise<readonly PhoneItem[]> {
  const until = Date.now() + waitMs;
  for (;;) {
    const { thread } = await page.get(path, Phone);
    const arrived = thread.filter(({ side }) => side === "account");
    if (arrived.length > 0 || Date.now() >= until) {
      for (const item of arrived) tell(item);
      return arrived;
    }
    await pause(LOOK_MS);
  }
}
