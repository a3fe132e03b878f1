import type { Ids } from "../../core/kernel/id.ts";
import type { Clock } from "../../core/kernel/instant.ts";
import type { Chores } from "../ports.ts";
import type { Wake } from "../waking.ts";
import type { Watch } from "../watch.ts";

/** Presets begin and end by the clock of whichever node looks first: their times are rows, so no restart forgets one. */
export function createPresets(options: {
  readonly chores: Pick<Chores, "presets">;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly watch: Watch;
}): { readonly round: () => Promise<number> } {
  const { chores, ids, clock, wake, watch } = options;
  return {
    async round() {
      const steps = await chores.presets(clock(), ids);
      for (const how of ["started", "ended", "missed"] as const) {
        watch.tended(`preset_${how}`, steps.filter((step) => step.how === how).length);
      }
      // What the bot and the sender go by is looked at again within seconds anyway.
      if (steps.length > 0) for (const topic of ["seat", "floor"] as const) wake({ topic });
      return 0;
    },
  };
}
