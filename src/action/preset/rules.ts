import { type Actor, scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { DAY, type Instant, MINUTE } from "../../core/kernel/instant.ts";
import { cellsOf, type Deviation, twiceIn } from "../../core/preset/deviation.ts";
import { policyInForce } from "../../core/preset/in-force.ts";
import { clashIn, RUN_MS_MAX, RUN_MS_MIN, wrongTime } from "../../core/preset/schedule.ts";
import { readQueuePolicy } from "../../core/queue/policy.ts";
import type { Stores } from "../ports.ts";
import { refuseGoneGroup, refuseOverflowIn } from "../queue/rules.ts";
import type { Queue } from "../queue/ports.ts";
import type { Preset, PresetRun } from "./ports.ts";

/** The right to write presets, and to switch them on and off. */
export const RIGHT = "preset.write";

export type Store = Pick<Stores, "preset" | "queue" | "staff">;

/** @throws Fault `preset_gone` */
export async function thePreset(store: Pick<Stores, "preset">, id: string): Promise<Preset> {
  const preset = await store.preset.byId(id);
  if (preset === undefined) throw new Fault("preset_gone", "There is no such preset any more.");
  return preset;
}

/** @throws Fault `preset_gone`, `version_conflict` */
export async function theSeenPreset(
  store: Pick<Stores, "preset">,
  { id, version }: Pick<Preset, "id" | "version">,
): Promise<Preset> {
  const preset = await thePreset(store, id);
  if (preset.version === version) return preset;
  throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
}

/** @throws Fault `preset_name_taken` {name} */
export async function refuseTakenName(
  store: Pick<Stores, "preset">,
  name: string,
  but?: string,
): Promise<void> {
  if (!(await store.preset.list()).some((one) => one.id !== but && one.name === name)) return;
  throw new Fault("preset_name_taken", `There is a preset ${name} already.`, { name });
}

/**
 * Whoever leads some queues changes these alone, and nothing of the whole house.
 * @throws Fault `preset_beyond`
 */
export function refuseBeyond(actor: Actor, deviations: readonly Deviation[]): void {
  const scope = scopeOf(actor, RIGHT);
  if (scope === "all") return;
  const cells = deviations.flatMap(cellsOf);
  if (cells.every(({ what, subject }) => what === "queue" && scope.includes(subject))) return;
  throw new Fault("preset_beyond", "This changes more than your queues. Ask somebody who leads all of them.");
}

/**
 * Each of them must be possible beside what `others` make otherwise.
 * @throws Fault `preset_twice`, `queue_gone`, `group_gone`, `skill_unknown` {skill}, `overflow_gone`,
 * `overflow_elsewhere`, `overflow_circle` {queues}
 */
export async function refuseImpossible(
  store: Store,
  queues: readonly Queue[],
  deviations: readonly Deviation[],
  others: readonly Deviation[] = [],
): Promise<void> {
  if (twiceIn(deviations) !== undefined) {
    throw new Fault("preset_twice", "It says two things about the same. Take one of them out.");
  }
  const skills = new Set((await store.staff.skills("all")).map(({ skill }) => skill));
  for (const one of deviations) {
    if (one.kind === "breaks") await refuseGoneGroup(store, one.where);
    else if (one.kind === "capacity" && one.of === "skill") refuseUnknown(skills, one.where);
    else if ("where" in one) refuseGoneQueue(queues, one.where);
  }
  const cells = [...others, ...deviations].flatMap(cellsOf);
  const inForce = queues.map((queue) => ({
    ...queue,
    overflowTo: readQueuePolicy(policyInForce(queue.policy, queue.id, cells)).overflowTo,
  }));
  for (const one of deviations) {
    const queue = one.kind === "overflow" ? queues.find(({ id }) => id === one.where) : undefined;
    if (one.kind === "overflow" && queue !== undefined) refuseOverflowIn(inForce, queue, one.to);
  }
}

function refuseGoneQueue(queues: readonly Queue[], id: string): void {
  if (queues.some((queue) => queue.id === id && queue.state === "active")) return;
  throw new Fault("queue_gone", "There is no such queue.");
}

function refuseUnknown(skills: ReadonlySet<string>, skill: string): void {
  if (!skills.has(skill)) throw new Fault("skill_unknown", `Nobody has the skill ${skill}.`, { skill });
}

/** @throws Fault `preset_past`, `preset_short` {minutes}, `preset_long` {days} */
export function refuseWrongTime(startsAt: Instant, endsAt: Instant, at: Instant): void {
  switch (wrongTime(startsAt, endsAt, at)) {
    case "past":
      throw new Fault("preset_past", "It would be over already. Give it a later end.");
    case "too_short": {
      const minutes = RUN_MS_MIN / MINUTE;
      throw new Fault("preset_short", `It must last ${minutes} minutes at least.`, { minutes });
    }
    case "too_long": {
      const days = RUN_MS_MAX / DAY;
      throw new Fault("preset_long", `It may last ${days} days at most. Change what is usual instead.`, {
        days,
      });
    }
    case undefined:
  }
}

/** One thing deviates by one preset alone. @throws Fault `preset_clash` {name} */
export function refuseClash(
  run: Pick<PresetRun, "id" | "deviations" | "startsAt" | "endsAt">,
  runs: readonly PresetRun[],
): void {
  const clash = clashIn(run, runs);
  if (clash === undefined) return;
  const { name } = clash.run;
  throw new Fault("preset_clash", `${name} makes something of this otherwise at that time. End it first.`, {
    name,
  });
}
