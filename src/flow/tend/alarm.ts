import type { Clock, Instant } from "../../core/kernel/instant.ts";

/** Moments this close together are one. */
const TICK_MS = 50;

/** Calls at the moments that it is told of, or a little later. Forgets them at a restart: whoever relies on it polls, too. */
export type Alarm = {
  readonly at: (moment: Instant) => void;
  readonly onRing: (call: () => void) => void;
  readonly stop: () => void;
};

export function createAlarm(clock: Clock): Alarm {
  const timers = new Map<number, NodeJS.Timeout>();
  let call = (): void => undefined;
  return {
    onRing(next) {
      call = next;
    },
    at(moment) {
      const tick = Math.ceil(moment / TICK_MS);
      if (timers.has(tick)) return;
      const ring = (): void => {
        timers.delete(tick);
        call();
      };
      timers.set(tick, setTimeout(ring, Math.max(0, tick * TICK_MS - clock())).unref());
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
