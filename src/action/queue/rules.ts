import { Fault } from "../../core/kernel/fault.ts";
import type { Stores } from "../ports.ts";
import type { Queue } from "./ports.ts";

export const queueGone = (): Fault => new Fault("queue_gone", "There is no such queue.");

/** @throws Fault `queue_gone` */
export async function theQueue(store: Pick<Stores, "queue">, id: string): Promise<Queue> {
  const queue = await store.queue.byId(id);
  if (queue === undefined) throw queueGone();
  return queue;
}

/** @throws Fault `group_gone` */
export async function refuseGoneGroup(store: Pick<Stores, "queue">, groupId: string): Promise<void> {
  if ((await store.queue.groups()).some(({ id }) => id === groupId)) return;
  throw new Fault("group_gone", "There is no such group.");
}
