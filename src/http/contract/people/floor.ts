import { z } from "zod";

import { PRESENCES } from "../../../core/seating/presence.ts";
import { LANES } from "../../../core/queue/lane.ts";
import { contract } from "../contract.ts";
import { id, instant, INTEGER_MAX, line, PathId } from "../parts.ts";
import { GivenPolicy } from "./queue.ts";

const DAY_MS = 86_400_000;

export const FloorQueue = z.object({
  id,
  name: z.string(),
  group: z.string(),
  /** Contacts that wait, and since when the first of them has. */
  waiting: z.int(),
  waitingSince: instant.nullable(),
  /** 隔夜: those of them that came while it was shut, and until when the first is to be answered. */
  nights: z.int(),
  nightDueAt: instant.nullable(),
  /** Contacts that its agents have in hand. */
  talks: z.int(),
  /** Its agents who are ready, and what they have free together, in units. */
  ready: z.int(),
  free: z.int(),
});

/** 报警: what of a queue's thresholds is passed now, and by which limit (people, or ms). */
const Alarms = z.array(
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("waiting"), limit: z.int() }),
    z.object({ kind: z.literal("wait"), limit: z.int() }),
    z.object({ kind: z.literal("none_free") }),
  ]),
);

export const FloorAgent = z.object({
  staffId: id,
  name: z.string(),
  seatNumber: z.string(),
  presence: z.enum(PRESENCES),
  reason: z.string().nullable(),
  /** The supervisor who set her so. */
  setBy: z.string().nullable(),
  /** When she plans to be back from a break. */
  backAt: instant.nullable(),
  since: instant,
  /** Units. */
  used: z.int(),
  capacity: z.int(),
  /** Of it, what a preset that runs lends her. */
  extra: z.int(),
  talks: z.int(),
  /** Wrap-ups that are overdue. */
  owed: z.int(),
  queues: z.array(z.string()),
});

/** 现场. Agents are shown to whoever may see staff. */
export const readFloor = contract({
  id: "floor.read",
  method: "GET",
  path: "/floor",
  permission: "floor.read",
  summary: "Who is there and who waits, now",
  response: z.object({
    at: instant,
    queues: z.array(FloorQueue.extend({ alarms: Alarms })),
    agents: z.array(FloorAgent),
  }),
});

export const readAlarms = contract({
  id: "floor.alarms",
  method: "GET",
  path: "/floor/alarms",
  permission: "floor.read",
  summary: "The queues of which a threshold is passed now",
  response: z.object({ items: z.array(z.object({ id, name: z.string(), alarms: Alarms })) }),
});

const anHour = z.number();
const NIGHTS_MAX = 90;

/**
 * 先破哪个承诺: at the load of the last hour. With a policy, as if the queue had it already.
 * Faults: queue_gone
 */
export const readOutlook = contract({
  id: "queue.outlook",
  method: "POST",
  path: "/queues/:id/outlook",
  permission: "queue.read",
  summary: "Whether a queue can keep both promises, to the public and to the others, and which breaks first",
  params: PathId,
  body: z.strictObject({ policy: GivenPolicy.optional() }),
  response: z.object({
    load: z.object({
      slots: z.int(),
      slotMs: z.number(),
      oldestMs: z.number(),
      publicAnHour: anHour,
      othersAnHour: anHour,
      dueMs: z.number(),
    }),
    /** A public thread gets a person in time; how many of them an hour it holds for. */
    publicDue: z.object({ holds: z.boolean(), waitMs: z.number(), breaksAtAnHour: anHour }),
    /** Nobody else waits longer than this on account of the public. */
    othersBound: z.object({ holds: z.boolean(), delayMs: z.number(), breaksAtAnHour: anHour }),
    carriesAnHour: anHour,
    /** By so much the wait of whoever is next grows in an hour. */
    growsMs: z.number(),
    first: z.object({ promise: z.enum(["public_due", "others_bound"]), inMs: z.number() }).nullable(),
  }),
});

/**
 * 隔夜: what was promised while the queue was shut, by the day on which it was to be answered.
 * Faults: queue_gone
 */
export const readNights = contract({
  id: "queue.nights",
  method: "GET",
  path: "/queues/:id/nights",
  permission: "queue.read",
  summary:
    "Of what was promised while a queue was shut, how much was kept, and what fans chose, night by night",
  params: PathId,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(NIGHTS_MAX).default(14) }),
  response: z.object({
    nights: z.array(
      z.object({
        date: z.iso.date(),
        kept: z.int(),
        broken: z.int(),
        open: z.int(),
        /** She left before she was to be answered. */
        gone: z.int(),
        /** To so many a choice was shown, and what they chose. */
        shown: z.int(),
        wait: z.int(),
        later: z.int(),
        call: z.int(),
      }),
    ),
  }),
});

const SKILLS_MAX = 10;
const InWords = z.object({ zh: z.string(), en: z.string() });

/**
 * 谁会接到: about a customer who is not there. With a policy, as if the queue had it already; nothing is changed.
 * Faults: queue_gone, queue_closed, skill_unknown {skill}
 */
export const tryQueue = contract({
  id: "queue.try",
  method: "POST",
  path: "/queues/:id/try",
  permission: "staff.read",
  summary: "Who would get such a customer now, and why not the others, in Chinese and English",
  params: PathId,
  body: z.strictObject({
    lane: z.enum(LANES).default("service"),
    channel: line(32).default("chat"),
    ageMs: z.int().min(0).max(DAY_MS).default(0),
    isVip: z.boolean().default(false),
    /** By how many she is followed; left out: nobody knows. */
    followers: z.int().min(0).max(INTEGER_MAX).optional(),
    isPublic: z.boolean().default(false),
    skills: z
      .array(z.strictObject({ skill: line(32), min: z.number().min(0).max(5) }))
      .max(SKILLS_MAX)
      .default([]),
    /** Who had her before. */
    preferId: id.optional(),
    policy: GivenPolicy.optional(),
  }),
  response: z.object({
    queueId: id,
    /** Of the queue's rules. */
    version: z.int(),
    /** Where she would stand, and by which rules. */
    place: InWords,
    rule: InWords,
    /** All members, whoever comes first first. */
    candidates: z.array(
      z.object({
        staffId: id,
        name: z.string(),
        /** She gets her; could have her, and comes later; not. */
        verdict: z.enum(["first", "later", "passed"]),
        why: InWords,
      }),
    ),
    /** So many more than are told. */
    more: z.int(),
  }),
});
