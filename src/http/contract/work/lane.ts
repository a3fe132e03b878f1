import { z } from "zod";

import { contract } from "../contract.ts";
import { id } from "../parts.ts";

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
    /** Null: the account's own. */
    queue: z.string().nullable(),
  }),
});
