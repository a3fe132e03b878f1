import { type Clock, type Instant, SECOND } from "../../core/kernel/instant.ts";
import { fallDormant } from "../../core/seating/passing/dormant.ts";
import type { Chores } from "../ports.ts";
import type { Wake } from "../waking.ts";
import type { Watch } from "../watch.ts";

/** Minutes are what it is about: looking more often would read every open talk for nothing. */
const LOOK_MS = 10 * SECOND;

/** Puts aside whoever does not answer any more (静默), so that her agent has room for others. */
export function createDormant(options: {
  readonly chores: Pick<Chores, "dormant">;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly watch: Watch;
}): { readonly round: () => Promise<number> } {
  const { chores, clock, wake, watch } = options;
  let lookedAt: Instant | undefined;
  return {
    async round() {
      const at = clock();
      if (lookedAt !== undefined && at - lookedAt < LOOK_MS) return 0;
      const { found, owners } = await chores.dormant(at, ({ contact, lastAt, policy }) =>
        fallDormant(contact, lastAt, policy, at),
      );
      // There may be more than one look takes.
      lookedAt = found === 0 ? at : undefined;
      for (const staffId of owners) wake({ topic: "staff", staffId });
      if (owners.length > 0) {
        wake({ topic: "floor" });
        wake({ topic: "seat" });
      }
      watch.tended("dormant", owners.length);
      return owners.length;
    },
  };
}
