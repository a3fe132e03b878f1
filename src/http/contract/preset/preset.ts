import { z } from "zod";

import { contract } from "../contract.ts";
import { Helper } from "./helping.ts";
import { id, line, PathId, version } from "../parts.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NAME_MAX = 20;
const DEVIATIONS_MAX = 40;
const CAPACITY_MAX = 20;
const BREAKS_MAX = 1_000;
const ALARM_WAITING_MAX = 10_000;
const LINE_MAX = 100;
const DAYS_MAX = 92;
/** A queue's id, or a skill. */
const place = line(64);

/** One thing that a preset makes otherwise than usual; see core/preset. */
export const Deviation = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("capacity"),
    of: z.enum(["queue", "skill"]),
    where: place,
    by: z.int().min(1).max(CAPACITY_MAX),
  }),
  z.strictObject({ kind: z.literal("auto_accept"), where: id }),
  z.strictObject({
    kind: z.literal("wrap_up"),
    where: id,
    ms: z
      .int()
      .min(0)
      .max(10 * MINUTE),
  }),
  z.strictObject({ kind: z.literal("survey_off"), where: id }),
  z.strictObject({
    kind: z.literal("overflow"),
    where: id,
    to: id,
    afterMs: z
      .int()
      .min(10 * SECOND)
      .max(120 * MINUTE),
  }),
  z.strictObject({
    kind: z.literal("queue_alarm"),
    where: id,
    waiting: z.int().min(1).max(ALARM_WAITING_MAX),
    waitMs: z
      .int()
      .min(10 * SECOND)
      .max(120 * MINUTE),
    noneFree: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("breaks"), where: id, max: z.int().min(0).max(BREAKS_MAX) }),
  z.strictObject({ kind: z.literal("notices_off") }),
  z.strictObject({ kind: z.literal("opening_line"), text: line(LINE_MAX) }),
  z.strictObject({ kind: z.literal("bot"), asks: z.enum(["less", "more"]) }),
  z.strictObject({ kind: z.literal("alarm"), percent: z.int().min(10).max(100) }),
]);

const Deviations = z.array(Deviation).min(1).max(DEVIATIONS_MAX);
/** Moments in ms since 1970. */
const moment = z.number();

const Preset = z.object({
  id,
  name: z.string(),
  deviations: z.array(Deviation),
  version,
  updatedAt: moment,
  updatedBy: z.string().nullable(),
});

const Run = z.object({
  id,
  presetId: id,
  version,
  name: z.string(),
  /** As the preset was when it was switched on. */
  deviations: z.array(Deviation),
  state: z.enum(["planned", "running"]),
  startsAt: moment,
  endsAt: moment,
  startedAt: moment.nullable(),
  /** Who switched it on. */
  by: z.string().nullable(),
});

const Past = Run.extend({
  /** Dropped: it never began. */
  state: z.enum(["ended", "dropped"]),
  endedAt: moment,
  /** Null: by itself. */
  endedBy: z.string().nullable(),
  waitingBefore: z.int().nullable(),
  waitingAfter: z.int().nullable(),
  answered: z.int().nullable(),
  waitP80Ms: z.number().nullable(),
});

/** Queues and queue groups by their ids. */
const Places = z.array(z.object({ id, name: z.string() }));

/** 大促预案. */
export const readPresets = contract({
  id: "preset.read",
  method: "GET",
  path: "/presets",
  permission: "floor.read",
  summary: "What presets there are, what runs and is planned, and how those went that are over",
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(DAYS_MAX).default(30) }),
  response: z.object({
    items: z.array(Preset),
    runs: z.array(Run),
    past: z.array(Past),
    places: Places,
  }),
});

const Fields = { name: line(NAME_MAX), deviations: Deviations };

/**
 * Faults: presets_too_many {max}, preset_name_taken {name}, preset_beyond, preset_twice, queue_gone, group_gone,
 * skill_unknown {skill}, overflow_gone, overflow_elsewhere, overflow_circle {queues}
 */
export const createPreset = contract({
  id: "preset.create",
  method: "POST",
  path: "/presets",
  permission: "preset.write",
  summary: "Adds a preset; nothing changes until it is switched on",
  body: z.strictObject(Fields),
  response: Preset,
});

/** Faults: preset_gone, version_conflict, and those of a new one */
export const changePreset = contract({
  id: "preset.change",
  method: "PUT",
  path: "/presets/:id",
  permission: "preset.write",
  summary: "Changes a preset; one that runs goes on as it was switched on",
  params: PathId,
  body: z.strictObject({ ...Fields, version }),
  response: Preset,
});

/** Faults: preset_gone, version_conflict, preset_beyond, preset_in_use */
export const closePreset = contract({
  id: "preset.close",
  method: "POST",
  path: "/presets/:id/close",
  permission: "preset.write",
  summary: "Takes a preset away; what is known of its runs stays",
  params: PathId,
  body: z.strictObject({ version }),
});

const Course = z.object({
  /** How many wait: now, and after each minute. */
  waiting: z.array(z.int()),
  answered: z.int(),
  /** Who leaves a message instead. */
  left: z.int(),
  /** What the public was promised within the hour, and how much of it is kept. */
  publicDue: z.int(),
  publicKept: z.int(),
  waitP80Ms: z.number().nullable(),
  waitMsMax: z.number().nullable(),
  /** In so many of its 60 minutes an alarm of a queue would stand (how many wait, and for how long). */
  alarmMinutes: z.int(),
});

/** 预演. Faults: preset_twice, queue_gone, group_gone, skill_unknown {skill}, overflow_gone, overflow_elsewhere, overflow_circle {queues} */
export const previewPreset = contract({
  id: "preset.preview",
  method: "POST",
  path: "/presets/preview",
  permission: "floor.read",
  summary:
    "The next hour from the floor as it is, played by the engine without these and with them; nothing is changed",
  body: z.strictObject({ deviations: Deviations }),
  response: z.object({
    before: Course,
    after: Course,
    /** What of it no forecast shows. */
    beside: z.array(z.string()),
  }),
});

const Switched = z.object({ id, state: z.enum(["planned", "running"]) });

/**
 * Faults: preset_gone, version_conflict, preset_past, preset_short {minutes}, preset_long {days}, preset_clash {name}, and
 * those of a new one
 */
export const startPreset = contract({
  id: "preset.start",
  method: "POST",
  path: "/presets/:id/start",
  permission: "preset.write",
  summary: "Switches a preset on, now or at a time, until a time at which everything is as usual again",
  params: PathId,
  body: z.strictObject({ version, startsAt: z.iso.datetime().optional(), endsAt: z.iso.datetime() }),
  response: Switched,
});

/** Faults: preset_run_gone, preset_beyond, preset_past, preset_short {minutes}, preset_long {days}, preset_clash {name} */
export const extendPreset = contract({
  id: "preset.extend",
  method: "POST",
  path: "/presets/runs/:id/extend",
  permission: "preset.write",
  summary: "Another end for what runs, or is planned",
  params: PathId,
  body: z.strictObject({ endsAt: z.iso.datetime() }),
  response: Switched,
});

/** Faults: preset_run_gone, preset_beyond */
export const endPreset = contract({
  id: "preset.end",
  method: "POST",
  path: "/presets/runs/:id/end",
  permission: "preset.write",
  summary: "Everything is as usual again, at once; what was only planned never begins",
  params: PathId,
});

export const readDeviations = contract({
  id: "preset.deviations",
  method: "GET",
  path: "/presets/deviations",
  permission: "signed_in",
  summary: "What deviates from normal now; whoever may not see the floor is told what concerns her",
  /** Helpers: also who has contacts of her time in hand yet. */
  response: z.object({ runs: z.array(Run), places: Places, helpers: z.array(Helper) }),
});
