import { Fault } from "../../core/kernel/fault.ts";
import { type Overflowing, overflowProblem } from "../../core/queue/overflow.ts";
import type { Stores } from "../ports.ts";
import type { Queue } from "./ports.ts";
import { shownQueue } from "./shown.ts";

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

/** @throws Fault `leader_queue_gone` */
export async function refuseGoneLeader(
  store: Pick<Stores, "queue">,
  to: string | null | undefined,
): Promise<void> {
  if (to === undefined || to === null || (await store.queue.byId(to))?.state === "active") return;
  throw new Fault("leader_queue_gone", "The leaders' queue is not there, or is closed.");
}

/**
 * Nobody is sent where nobody is seated any more: by a queue, or by a preset that runs or is planned.
 * @throws Fault `queue_led_to` {queues}
 */
export async function refuseLedTo(store: Pick<Stores, "preset" | "queue">, id: string): Promise<void> {
  const queues = (await store.queue.lockAll()).map(shownQueue);
  const leading = queues
    .filter(({ id: other, state }) => other !== id && state === "active")
    .filter(({ policy }) => policy.overflowTo === id || policy.leaderQueueId === id);
  const runs = (await store.preset.runs()).filter(({ deviations }) =>
    deviations.some((one) => one.kind === "overflow" && one.to === id),
  );
  const names = [...leading, ...runs].map(({ name }) => name).join(", ");
  if (names === "") return;
  throw new Fault("queue_led_to", `These queues send customers here: ${names}. Change them first.`, {
    queues: names,
  });
}

/**
 * Two who would close a circle together take turns, and the second is refused.
 * @throws Fault `overflow_gone`, `overflow_elsewhere`, `overflow_circle` {queues}
 */
export async function refuseOverflow(
  store: Pick<Stores, "queue">,
  queue: Pick<Queue, "id" | "groupId">,
  to: string | null | undefined,
): Promise<void> {
  if (to === undefined || to === null || to === "ticket") return;
  const queues = (await store.queue.lockAll()).map(shownQueue);
  refuseOverflowIn(
    queues.map(({ policy, ...rest }) => ({ ...rest, overflowTo: policy.overflowTo })),
    queue,
    to,
  );
}

/** @throws Fault `overflow_gone`, `overflow_elsewhere`, `overflow_circle` {queues} */
export function refuseOverflowIn(
  queues: readonly Overflowing[],
  queue: Pick<Queue, "id" | "groupId">,
  to: string,
): void {
  const problem = overflowProblem(queues, queue, to);
  switch (problem?.code) {
    case "overflow_gone":
      throw new Fault("overflow_gone", "The queue for those who wait too long is not there, or is closed.");
    case "overflow_elsewhere":
      throw new Fault("overflow_elsewhere", "Send them on to a queue of the same group.");
    case "overflow_circle": {
      const names = problem.queues.join(" → ");
      throw new Fault("overflow_circle", `They would go round in a circle: ${names}.`, { queues: names });
    }
    case undefined:
  }
}
