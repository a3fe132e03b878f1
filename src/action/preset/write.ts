import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Deviation } from "../../core/preset/deviation.ts";
import type { Action } from "../action.ts";
import type { Preset } from "./ports.ts";
import {
  refuseBeyond,
  refuseImpossible,
  refuseTakenName,
  RIGHT,
  type Store,
  thePreset,
  theSeenPreset,
} from "./rules.ts";

export const PRESETS_MAX = 50;

type Fields = { readonly name: string; readonly deviations: readonly Deviation[] };

/** @throws Fault `presets_too_many` {max}, `preset_name_taken` {name}, `preset_beyond`, and those of `refuseImpossible` */
export const createPreset: Action<Fields, Preset, Store> = {
  id: "preset.created",
  permission: RIGHT,
  async run({ store, actor, at, ids }, { name, deviations }) {
    if ((await store.preset.list()).length >= PRESETS_MAX) {
      throw new Fault("presets_too_many", `There are ${PRESETS_MAX} presets already.`, { max: PRESETS_MAX });
    }
    refuseBeyond(actor, deviations);
    await refuseTakenName(store, name);
    await refuseImpossible(store, await store.queue.lockAll(), deviations);
    const id = ids();
    await store.preset.create({ id, name, deviations }, actorName(actor), at);
    return {
      result: await thePreset(store, id),
      audit: [{ subject: "preset", subjectId: id, data: codesOf(deviations) }],
    };
  },
};

/**
 * One that runs goes on as it was switched on.
 * @throws Fault `preset_gone`, `version_conflict`, `preset_name_taken` {name}, `preset_beyond`, and those of
 * `refuseImpossible`
 */
export const changePreset: Action<Fields & { readonly id: string; readonly version: number }, Preset, Store> =
  {
    id: "preset.changed",
    permission: RIGHT,
    async run({ store, actor, at }, { id, version, name, deviations }) {
      const before = await theSeenPreset(store, { id, version });
      refuseBeyond(actor, [...before.deviations, ...deviations]);
      await refuseTakenName(store, name, id);
      await refuseImpossible(store, await store.queue.lockAll(), deviations);
      await store.preset.change({ id, version, name, deviations }, actorName(actor), at);
      return {
        result: await thePreset(store, id),
        audit: [{ subject: "preset", subjectId: id, data: codesOf(deviations) }],
      };
    },
  };

/** @throws Fault `preset_gone`, `version_conflict`, `preset_beyond`, `preset_in_use` */
export const closePreset: Action<{ readonly id: string; readonly version: number }, void, Store> = {
  id: "preset.closed",
  permission: RIGHT,
  async run({ store, actor, at }, { id, version }) {
    const runs = await store.preset.lockRuns();
    const { deviations } = await theSeenPreset(store, { id, version });
    refuseBeyond(actor, deviations);
    if (runs.some(({ presetId }) => presetId === id)) {
      throw new Fault("preset_in_use", "It runs, or is going to. End that first.");
    }
    await store.preset.close({ id, version }, actorName(actor), at);
    return { result: undefined, audit: [{ subject: "preset", subjectId: id }] };
  },
};

/** Codes and numbers; what customers are told stands in the preset alone. */
export const codesOf = (deviations: readonly Deviation[]) => ({
  kinds: deviations.map(({ kind }) => kind),
});
