import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant } from "../parts.ts";

export const FloorQueue = z.object({
  id,
  name: z.string(),
  group: z.string(),
  /** Contacts that wait, and since when the first of them has. */
  waiting: z.int(),
  waitingSince: instant.nullable(),
  /** Contacts that its agents have in hand. */
  talks: z.int(),
  /** Its agents who are ready, and what they have free together, in units. */
  ready: z.int(),
  free: z.int(),
});

export const FloorAgent = z.object({
  staffId: id,
  name: z.string(),
  seatNumber: z.string(),
  presence: z.enum(["ready", "not_ready", "break", "after_work", "auto_away", "logging_out", "offline"]),
  reason: z.string().nullable(),
  /** The supervisor who set her so. */
  setBy: z.string().nullable(),
  since: instant,
  /** Units. */
  used: z.int(),
  capacity: z.int(),
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
  response: z.object({ at: instant, queues: z.array(FloorQueue), agents: z.array(FloorAgent) }),
});
