import { realTimer, type Timer } from "./timer.ts";

/** A clock that runs like the real one and can be moved on. */
export type MovableClock = {
  readonly now: () => number;
  readonly timer: Timer;
  /** Everything that falls due on the way happens, in its order, each at its moment. */
  readonly forward: (ms: number) => void;
};

type Waiting = { readonly at: number; readonly run: () => void; cancel: () => void };

export function createClock(real: () => number = Date.now, realLater: Timer = realTimer): MovableClock {
  let aheadMs = 0;
  const waiting = new Set<Waiting>();
  const now = (): number => real() + aheadMs;

  function arm(one: Waiting): void {
    one.cancel = realLater(Math.max(0, one.at - now()), () => fire(one));
  }

  function fire(one: Waiting): void {
    if (!waiting.delete(one)) return;
    one.cancel();
    one.run();
  }

  function nextUntil(end: number): Waiting | undefined {
    const due = [...waiting].filter(({ at }) => at <= end);
    return due.toSorted((a, b) => a.at - b.at)[0];
  }

  return {
    now,
    timer(ms, run) {
      const one: Waiting = { at: now() + ms, run, cancel: () => undefined };
      waiting.add(one);
      arm(one);
      return () => {
        waiting.delete(one);
        one.cancel();
      };
    },
    forward(ms) {
      if (!(ms >= 0)) throw new RangeError("a clock goes forward only");
      const end = now() + ms;
      for (let next = nextUntil(end); next !== undefined; next = nextUntil(end)) {
        aheadMs += Math.max(0, next.at - now());
        fire(next);
      }
      aheadMs += Math.max(0, end - now());
      for (const one of waiting) {
        one.cancel();
        arm(one);
      }
    },
  };
}
