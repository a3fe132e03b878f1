import { z } from "zod";

import { RISK_RULES } from "../../../core/answer/risk.ts";
import { contract } from "../contract.ts";
import { id, PathId } from "../parts.ts";

const TEXT_MAX = 2_000;

const lane = z.enum(["risk", "complaint", "purchase", "service", "praise"]);
const Lanes = z.object({
  /** Given back with a change. */
  seen: z.string(),
  lanes: z.array(
    z.object({
      lane,
      /** Where such a matter waits; null: in the account's own queue. */
      queueId: id.nullable(),
      /** A queue is named that is closed or gone: it waits in the account's own. */
      isLost: z.boolean(),
      /** For so much longer than she has does she seem to have waited. */
      boostMs: z.int(),
    }),
  ),
  /** Those that are open. */
  queues: z.array(z.object({ id, name: z.string() })),
  /** What is told at once where there is danger; see core/answer/risk. */
  risks: z.array(z.object({ rule: z.string(), text: z.string() })),
});

export const readLanes = contract({
  id: "lane.read",
  method: "GET",
  path: "/lanes",
  permission: "queue.read",
  summary: "Where customers wait by their matter, and what is told where there is danger",
  response: Lanes,
});

const queueOf = id.nullable();

/** Faults: version_conflict, queue_gone, lane_risk_queue */
export const keepLanes = contract({
  id: "lane.keep",
  method: "PUT",
  path: "/lanes",
  permission: "queue.write",
  summary: "Says in which queue each matter waits; null: in the account's own",
  body: z.strictObject({
    seen: z.string().min(1).max(32),
    queues: z.strictObject({
      risk: queueOf,
      complaint: queueOf,
      purchase: queueOf,
      service: queueOf,
      praise: queueOf,
    }),
  }),
  response: Lanes,
});

export const tryLane = contract({
  id: "lane.try",
  method: "POST",
  path: "/lanes/try",
  permission: "queue.read",
  summary: "Which matter a customer's words would be taken for, by which of them, and where she would wait",
  body: z.strictObject({ text: z.string().max(TEXT_MAX) }),
  response: z.object({
    lane,
    /** Nothing of it tells the matter. */
    isUsual: z.boolean(),
    risk: z.string().nullable(),
    words: z.string().nullable(),
    /** They are a word that the house has added. */
    isOwn: z.boolean(),
    /** Null: the account's own. */
    queue: z.string().nullable(),
  }),
});

/** How long a word may be, its fault says. */
const WORD_MAX = 200;

const Words = z.object({
  /** Those that the house has added, in the order in which they came. */
  items: z.array(z.object({ id, lane, rule: z.string().nullable(), word: z.string() })),
  /** At most so many of a lane. */
  max: z.int(),
});

export const readLaneWords = contract({
  id: "lane.words",
  method: "GET",
  path: "/lanes/words",
  permission: "queue.read",
  summary: "The words by which the house knows a matter, beside those that Seatbridge knows",
  response: Words,
});

/** Faults: lane_word_long, lane_word_short, lane_word_pattern, lane_word_many, lane_word_taken, lane_word_known, lane_word_rule */
export const addLaneWord = contract({
  id: "lane.add_word",
  method: "POST",
  path: "/lanes/words",
  permission: "queue.write",
  summary: "Adds a word that tells a matter; of danger, which one",
  body: z.strictObject({
    lane,
    rule: z.enum(RISK_RULES).nullable(),
    word: z.string().min(1).max(WORD_MAX),
  }),
  response: Words,
});

/** Faults: lane_word_gone */
export const removeLaneWord = contract({
  id: "lane.remove_word",
  method: "DELETE",
  path: "/lanes/words/:id",
  permission: "queue.write",
  summary: "Takes out a word that the house has added",
  params: PathId,
  response: Words,
});
