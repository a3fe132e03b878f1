import { type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import type { Queue } from "./ports.ts";

/** A queue as the API shows it: with its whole policy. */
export type ShownQueue = Omit<Queue, "policy"> & { readonly policy: QueuePolicy };

export const shownQueue = (queue: Queue): ShownQueue => ({ ...queue, policy: readQueuePolicy(queue.policy) });
