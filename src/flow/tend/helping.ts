import type { Ids } from "../../core/kernel/id.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { Chores } from "../ports.ts";
import type { Wake } from "../waking.ts";
import type { Watch } from "../watch.ts";

/** 临时支援 ends by the clock of whichever node looks first: its end is a row, so no restart forgets one. */
export function createHelpers(options: {
  readonly chores: Pick<Chores, "helpers">;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly watch: Watch;
}): { readonly round: () => Promise<number> } {
  const { chores, ids, clock, wake, watch } = options;
  return {
    async round() {
      const staffIds = await chores.helpers(clock(), ids);
      watch.tended("helper_over", staffIds.length);
      for (const staffId of staffIds) wake({ topic: "staff", staffId });
      // Her sign-in is looked up again within seconds anyway.
      if (staffIds.length > 0) for (const topic of ["seat", "floor"] as const) wake({ topic });
      return 0;
    },
  };
}
