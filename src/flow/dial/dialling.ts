import { afterTry, type DialOutcome, type Rung } from "../../core/dial/dial.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { ClaimedDial, Dials, DialTarget } from "./ports.ts";

/** At a time: each is somebody who holds her receiver. */
const UNDER_WAY_MAX = 16;

/** What the loop tells of itself: ids and codes, never a number. */
export type DialWatch = {
  readonly dialled: (dial: ClaimedDial, outcome: DialOutcome) => void;
  readonly trouble: (what: string, error: unknown) => void;
};

export type DialOptions = {
  readonly dials: Dials;
  /** One try. It never throws. */
  readonly ring: (dial: ClaimedDial, target: DialTarget) => Promise<Rung>;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly watch: DialWatch;
  /** Something shows at this agent's desk. */
  readonly wake: (staffId: string) => void;
  /** There is room again. */
  readonly again: () => void;
};

/** Gives orders to dial to telephone systems, until they are taken or it is too late to ring anybody. */
export function createDialling(options: DialOptions): {
  readonly round: () => Promise<number>;
  /** Lets what is under way end. */
  readonly close: () => Promise<void>;
} {
  const { dials, clock, watch, wake, again } = options;
  const underWay = new Set<Promise<void>>();

  function start(dial: ClaimedDial): void {
    const dialling = dialOne(dial, options)
      .catch((error: unknown) => watch.trouble("dial", error))
      .finally(() => {
        underWay.delete(dialling);
        again();
      });
    underWay.add(dialling);
  }

  return {
    async round() {
      for (const staffId of await dials.sweep(clock())) wake(staffId);
      const free = UNDER_WAY_MAX - underWay.size;
      const claimed = free > 0 ? await dials.claim(free, clock()) : [];
      for (const dial of claimed) start(dial);
      return claimed.length;
    },
    async close() {
      await Promise.all(underWay);
    },
  };
}

async function dialOne(dial: ClaimedDial, options: DialOptions): Promise<void> {
  const { dials, ring, clock, random, watch, wake } = options;
  const target = await dials.target(dial.systemId);
  const rung: Rung =
    target === undefined ? { kind: "refused", code: "system_off" } : await ring(dial, target);
  const at = clock();
  const outcome = afterTry(rung, dial, at, random());
  if (!(await dials.settle(dial, outcome, at))) return;
  watch.dialled(dial, outcome);
  wake(dial.staffId);
}
