import { onScopeDispose, shallowRef, type ShallowRef } from "vue";

const TICK_MS = 1_000;

/** This device's clock, on the second, while the component is there. */
export function useNow(): ShallowRef<number> {
  const now = shallowRef(Date.now());
  const timer = window.setInterval(() => (now.value = Date.now()), TICK_MS);
  onScopeDispose(() => clearInterval(timer));
  return now;
}

const pad = (part: number): string => String(part).padStart(2, "0");

/** 47:59:48 */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(":");
}

/** 14:05:09, in this device's zone: the fan's own phone has no other. */
export const clockTime = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
