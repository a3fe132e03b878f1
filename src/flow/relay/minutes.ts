import { type Clock, type Instant, MINUTE } from "../../core/kernel/instant.ts";
import type { Answerer } from "../../core/relay/policy.ts";
import { slotOf, TOOK_BOUNDS_MS } from "../../core/relay/took.ts";
import type { RelayMinute } from "./ports.ts";

type Counted = { ours: number; theirs: number; failures: number; took: number[]; changed: boolean };

/** What this node has done of late, minute by minute: counted in memory, written now and then. */
export type Minutes = {
  readonly answered: (accountId: string, answerer: Answerer, tookMs: number) => void;
  readonly failed: (accountId: string) => void;
  /** Minutes that have changed since they were taken last, whole. */
  readonly take: () => readonly RelayMinute[];
};

export function createMinutes(clock: Clock): Minutes {
  const all = new Map<string, Map<Instant, Counted>>();

  function now(accountId: string): Counted {
    const minute = Math.floor(clock() / MINUTE) * MINUTE;
    const minutes = all.get(accountId) ?? new Map<Instant, Counted>();
    all.set(accountId, minutes);
    const counted = minutes.get(minute) ?? nothing();
    minutes.set(minute, counted);
    counted.changed = true;
    return counted;
  }

  return {
    answered(accountId, answerer, tookMs) {
      const counted = now(accountId);
      counted[answerer] += 1;
      const slot = slotOf(tookMs);
      counted.took[slot] = (counted.took[slot] ?? 0) + 1;
    },
    failed: (accountId) => void (now(accountId).failures += 1),
    take() {
      const taken: RelayMinute[] = [];
      const over = clock() - 2 * MINUTE;
      for (const [accountId, minutes] of all) {
        for (const [minute, counted] of minutes) {
          const { ours, theirs, failures, took } = counted;
          if (counted.changed) taken.push({ accountId, minute, ours, theirs, failures, took: [...took] });
          counted.changed = false;
          if (minute < over) minutes.delete(minute);
        }
      }
      return taken;
    },
  };
}

const nothing = (): Counted => ({
  ours: 0,
  theirs: 0,
  failures: 0,
  took: TOOK_BOUNDS_MS.map(() => 0),
  changed: false,
});
