import { onScopeDispose, shallowRef } from "vue";

import type { Match } from "../../../../src/http/contract/fan/match.ts";
import type { PhoneView } from "../../../../src/http/contract/fan/view.ts";
import { FAN_API } from "./fan-api.ts";

const PING_MS = 10_000;
const SILENCE_MS_MAX = 2 * PING_MS + 2_000;
const RETRY_MS = 2_000;

/** One phone as it is now, and the line that tells of it. */
export function usePhoneStream() {
  const phone = shallowRef<PhoneView>();
  const match = shallowRef<Match>();
  /** False while nothing new would be heard. */
  const online = shallowRef(false);
  /** How far the server's clock is ahead of this device's. */
  const aheadMs = shallowRef(0);
  let source: EventSource | undefined;
  let retry: number | undefined;
  let heardAt = 0;

  function open(accountId: string, openid: string): void {
    close();
    phone.value = undefined;
    match.value = undefined;
    connect(`${FAN_API}/events?${new URLSearchParams({ account: accountId, fan: openid })}`);
  }

  function connect(url: string): void {
    const opened = new EventSource(url);
    source = opened;
    heardAt = Date.now();
    // A new line tells everything again: what it does not tell is gone.
    let fresh = true;
    opened.addEventListener("phone", ({ data }: MessageEvent<string>) => {
      const view = JSON.parse(data) as PhoneView;
      phone.value = fresh || phone.value === undefined ? view : merged(phone.value, view);
      aheadMs.value = view.at - Date.now();
      fresh = false;
      hear();
    });
    opened.addEventListener("match", ({ data }: MessageEvent<string>) => {
      match.value = JSON.parse(data) as Match;
      hear();
    });
    opened.addEventListener("ping", hear);
    opened.addEventListener("error", () => lose(url));
  }

  function hear(): void {
    heardAt = Date.now();
    online.value = true;
  }

  /** The browser's own reconnecting gives up at the first refusal, as of a server that is just starting. */
  function lose(url: string): void {
    source?.close();
    online.value = false;
    clearTimeout(retry);
    retry = window.setTimeout(() => connect(url), RETRY_MS);
  }

  function close(): void {
    clearTimeout(retry);
    source?.close();
    source = undefined;
    online.value = false;
  }

  const watchdog = window.setInterval(() => {
    if (source !== undefined && online.value && Date.now() - heardAt > SILENCE_MS_MAX) lose(source.url);
  }, 1_000);
  onScopeDispose(() => {
    clearInterval(watchdog);
    close();
  });
  return { phone, match, online, aheadMs, open };
}

/** What is new replaces what has the same number. */
function merged(known: PhoneView, news: PhoneView): PhoneView {
  return {
    ...news,
    thread: byNumber(known.thread, news.thread),
    ledger: byNumber(known.ledger, news.ledger),
  };
}

function byNumber<T extends { readonly n: number }>(known: readonly T[], news: readonly T[]): readonly T[] {
  if (news.length === 0) return known;
  const all = new Map([...known, ...news].map((item) => [item.n, item] as const));
  return [...all.values()].toSorted((a, b) => a.n - b.n);
}
