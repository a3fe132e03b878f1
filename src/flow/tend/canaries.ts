import { judgeCanary } from "../../core/canary/canary.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { type Clock, MINUTE } from "../../core/kernel/instant.ts";
import type { Chores } from "../ports.ts";
import type { Watch } from "../watch.ts";

/**
 * Looks each minute at versions that answer a part of the conversations (灰度): one that does worse is taken back, one
 * whose time is over answers everybody. Nodes see by the stamp of what is published that they have to learn anew.
 */
export function createCanaries(options: {
  readonly chores: Pick<Chores, "canaries">;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly watch: Watch;
}): { readonly round: () => Promise<number> } {
  const { chores, ids, clock, watch } = options;
  let lookedAt = 0;
  return {
    async round() {
      const at = clock();
      if (at - lookedAt < MINUTE) return 0;
      lookedAt = at;
      const steps = await chores.canaries(at, ids, (figures, endsAt) => judgeCanary(figures, endsAt, at));
      for (const how of ["returned", "published"] as const) {
        watch.tended(`canary_${how}`, steps.filter((step) => step.how === how).length);
      }
      return steps.length;
    },
  };
}
