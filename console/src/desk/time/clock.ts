import { shallowRef } from "vue";

import { onDeskFrame } from "../live/frames.ts";

const TICK_MS = 1_000;

/** The server's clock, in milliseconds, on the second. The one ticker of the desk: all timers read it. */
export const now = shallowRef(Date.now());

/** How far the server's clock is ahead of this device's. */
let aheadMs = 0;

const read = (): void => void (now.value = Date.now() + aheadMs);

function set({ serverTime }: { readonly serverTime: number }): void {
  const found = serverTime - Date.now();
  // Less is the way here and back; a timer that steps back and forth by it would twitch.
  if (Math.abs(found - aheadMs) < TICK_MS) return;
  aheadMs = found;
  read();
}

export function startClock(): () => void {
  const timer = setInterval(read, TICK_MS);
  const offs = [onDeskFrame("hello", set), onDeskFrame("ping", set)];
  read();
  return () => {
    clearInterval(timer);
    for (const off of offs) off();
  };
}
