import type { Instant } from "../../core/kernel/instant.ts";
import type { Deviation } from "../../core/preset/deviation.ts";
import type { Pace } from "../../core/preset/forecast/lives.ts";
import type { Run } from "../../core/preset/schedule.ts";

export type Preset = {
  readonly id: string;
  readonly name: string;
  readonly deviations: readonly Deviation[];
  readonly version: number;
  readonly updatedAt: Instant;
  /** Her name; null: nobody's any more. */
  readonly updatedBy: string | null;
};

/** A preset that was switched on, or is going to be. */
export type PresetRun = Run & {
  readonly presetId: string;
  /** Of the preset. */
  readonly version: number;
  /** Who switched it on. */
  readonly by: string | null;
  readonly startedAt: Instant | null;
};

/** How one went that is over: dropped, where it never began. */
export type PastRun = Omit<PresetRun, "state"> & {
  readonly state: "ended" | "dropped";
  readonly endedAt: Instant;
  /** Null: by itself, when its time was over. */
  readonly endedBy: string | null;
  readonly waitingBefore: number | null;
  readonly waitingAfter: number | null;
  readonly answered: number | null;
  readonly waitP80Ms: number | null;
};

export type Place = { readonly id: string; readonly name: string };

/** Where somebody works, as far as presets reach her. */
export type Concern = {
  readonly queues: readonly string[];
  readonly skills: readonly string[];
  readonly groups: readonly string[];
};

export type PresetStore = {
  readonly list: () => Promise<readonly Preset[]>;
  readonly byId: (id: string) => Promise<Preset | undefined>;
  readonly create: (
    preset: Pick<Preset, "id" | "name" | "deviations">,
    by: string,
    at: Instant,
  ) => Promise<void>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly change: (
    preset: Pick<Preset, "id" | "version" | "name" | "deviations">,
    by: string,
    at: Instant,
  ) => Promise<void>;
  readonly close: (preset: Pick<Preset, "id" | "version">, by: string, at: Instant) => Promise<void>;
  /** Those that run or are planned, whoever begins first first. */
  readonly runs: () => Promise<readonly PresetRun[]>;
  /** The same, and whoever else plans, starts or ends one waits until this commit. */
  readonly lockRuns: () => Promise<readonly PresetRun[]>;
  readonly plan: (run: Omit<PresetRun, "state" | "startedAt" | "by">, by: string) => Promise<void>;
  /** From here on it deviates. */
  readonly start: (run: Pick<PresetRun, "id" | "deviations">, at: Instant) => Promise<void>;
  readonly extend: (id: string, endsAt: Instant) => Promise<void>;
  /** Everything is as usual again; one that was only planned never begins. */
  readonly end: (run: Pick<PresetRun, "id" | "state" | "startsAt">, by: string, at: Instant) => Promise<void>;
  /** Those that are over, the last first. */
  readonly past: (since: Instant) => Promise<readonly PastRun[]>;
  /** What each queue has seen in the hour up to now. */
  readonly paces: (at: Instant) => Promise<readonly Pace[]>;
  /** Queues and queue groups by id. */
  readonly places: () => Promise<readonly Place[]>;
  readonly concernOf: (staffId: string) => Promise<Concern>;
};
