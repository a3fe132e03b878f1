import { may } from "../../core/access/actor.ts";
import { DAY } from "../../core/kernel/instant.ts";
import type { Deviation } from "../../core/preset/deviation.ts";
import type { Query } from "../action.ts";
import { helpersFor, shownHelper, type ShownHelper } from "../helping/helping.ts";
import type { Stores } from "../ports.ts";
import type { Concern, PastRun, Place, Preset, PresetRun } from "./ports.ts";

type Store = Pick<Stores, "preset">;

/** 大促预案: what there is, what runs and is planned, and how those went that are over. */
export const readPresets: Query<
  { readonly days: number },
  {
    readonly items: readonly Preset[];
    readonly runs: readonly PresetRun[];
    readonly past: readonly PastRun[];
    readonly places: readonly Place[];
  },
  Store
> = {
  permission: "floor.read",
  ask: async ({ store, at }, { days }) => ({
    items: await store.preset.list(),
    runs: await store.preset.runs(),
    past: await store.preset.past(at - days * DAY),
    places: await store.preset.places(),
  }),
};

/** What deviates from normal now. Whoever may not see the floor is told what concerns her alone. */
export const readDeviations: Query<
  object,
  {
    readonly runs: readonly PresetRun[];
    readonly places: readonly Place[];
    readonly helpers: readonly ShownHelper[];
  },
  Store & Pick<Stores, "helper">
> = {
  permission: "signed_in",
  async ask({ store, actor }) {
    const helpers = (await helpersFor(store, actor)).map(shownHelper);
    const running = (await store.preset.runs()).filter(({ state }) => state === "running");
    if (running.length === 0) return { runs: [], places: [], helpers };
    const places = await store.preset.places();
    if (may(actor, "floor.read")) return { runs: running, places, helpers };
    const concern = await store.preset.concernOf(actor.id);
    const runs = running
      .map((run) => ({ ...run, deviations: run.deviations.filter((one) => concerns(one, concern)) }))
      .filter(({ deviations }) => deviations.length > 0);
    return { runs, places, helpers };
  },
};

/** Whether an agent feels it: what the house, the bot and the sender do otherwise, she need not know. */
function concerns(deviation: Deviation, { queues, skills, groups }: Concern): boolean {
  switch (deviation.kind) {
    case "capacity":
      return (deviation.of === "queue" ? queues : skills).includes(deviation.where);
    case "auto_accept":
    case "wrap_up":
    case "survey_off":
    case "overflow":
      return queues.includes(deviation.where);
    case "breaks":
      return groups.includes(deviation.where);
    case "opening_line":
      return true;
    case "notices_off":
    case "bot":
    case "alarm":
    case "queue_alarm":
      return false;
  }
}
