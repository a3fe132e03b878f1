import { type Actor, actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { PresetRun } from "./ports.ts";
import {
  refuseBeyond,
  refuseClash,
  refuseImpossible,
  refuseWrongTime,
  RIGHT,
  type Store,
  theSeenPreset,
} from "./rules.ts";
import { codesOf } from "./write.ts";

/** What has to look again when something deviates, or does not any more. */
export const DEVIATION_WAKES = ["seat", "floor", "knowledge"] as const;

type Switched = { readonly id: string; readonly state: "planned" | "running" };

/**
 * Switches it on, now or later, and in any case off again.
 * @throws Fault `preset_gone`, `version_conflict`, `preset_beyond`, `preset_past`, `preset_short` {minutes},
 * `preset_long` {days}, `preset_clash` {name}, and those of `refuseImpossible`
 */
export const startPreset: Action<
  {
    readonly id: string;
    readonly version: number;
    readonly startsAt?: string | undefined;
    readonly endsAt: string;
  },
  Switched,
  Store
> = {
  id: "preset.switched_on",
  permission: RIGHT,
  async run({ store, actor, at, ids }, { id, version, startsAt: from, endsAt: until }) {
    const runs = await store.preset.lockRuns();
    const { name, deviations } = await theSeenPreset(store, { id, version });
    refuseBeyond(actor, deviations);
    const startsAt = from === undefined ? at : Math.max(at, Date.parse(from));
    const run = { id: ids(), presetId: id, version, name, deviations, startsAt, endsAt: Date.parse(until) };
    refuseWrongTime(startsAt, run.endsAt, at);
    refuseClash(run, runs);
    const beside = runs.filter((one) => one.startsAt < run.endsAt && one.endsAt > startsAt);
    await refuseImpossible(
      store,
      await store.queue.lockAll(),
      deviations,
      beside.flatMap((one) => one.deviations),
    );
    await store.preset.plan(run, actorName(actor));
    const isNow = startsAt <= at;
    if (isNow) await store.preset.start(run, at);
    const data = { run: run.id, version, startsAt, endsAt: run.endsAt, ...codesOf(deviations) };
    return {
      result: { id: run.id, state: isNow ? "running" : "planned" },
      audit: [{ subject: "preset", subjectId: id, data }],
      wakes: isNow ? DEVIATION_WAKES : [],
    };
  },
};

/** @throws Fault `preset_run_gone`, `preset_beyond`, `preset_past`, `preset_short` {minutes}, `preset_long` {days}, `preset_clash` {name} */
export const extendPreset: Action<
  { readonly id: string; readonly endsAt: string },
  Switched,
  Pick<Stores, "preset">
> = {
  id: "preset.extended",
  permission: RIGHT,
  async run({ store, actor, at }, { id, endsAt: until }) {
    const runs = await store.preset.lockRuns();
    const run = theRun(runs, id, actor);
    const endsAt = Date.parse(until);
    refuseWrongTime(run.startsAt, endsAt, at);
    refuseClash({ ...run, endsAt }, runs);
    await store.preset.extend(id, endsAt);
    const data = { run: id, was: run.endsAt, endsAt };
    return {
      result: { id, state: run.state },
      audit: [{ subject: "preset", subjectId: run.presetId, data }],
    };
  },
};

/** 恢复正常, at once; one that was only planned never begins. @throws Fault `preset_run_gone`, `preset_beyond` */
export const endPreset: Action<{ readonly id: string }, void, Pick<Stores, "preset">> = {
  id: "preset.switched_off",
  permission: RIGHT,
  async run({ store, actor, at }, { id }) {
    const run = theRun(await store.preset.lockRuns(), id, actor);
    await store.preset.end(run, actorName(actor), at);
    return {
      result: undefined,
      audit: [{ subject: "preset", subjectId: run.presetId, data: { run: id, was: run.state } }],
      wakes: run.state === "running" ? DEVIATION_WAKES : [],
    };
  },
};

function theRun(runs: readonly PresetRun[], id: string, actor: Actor): PresetRun {
  const run = runs.find((one) => one.id === id);
  if (run === undefined) throw new Fault("preset_run_gone", "It is over already: everything is as usual.");
  refuseBeyond(actor, run.deviations);
  return run;
}
