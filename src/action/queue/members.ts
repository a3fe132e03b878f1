import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theStaff } from "../staff/rules.ts";
import { theQueue } from "./rules.ts";
import { type ShownQueue, shownQueue } from "./shown.ts";

/**
 * She serves this queue, at this level; level 0 is asked first. What else is not given stays.
 * @throws Fault `queue_gone`, `staff_gone`
 */
export const putMember: Action<
  {
    readonly id: string;
    readonly staffId: string;
    readonly level: number;
    readonly priority?: number | undefined;
    readonly delayMs?: number | undefined;
  },
  ShownQueue,
  Pick<Stores, "queue" | "staff">
> = {
  id: "queue.member_put",
  permission: "queue.write",
  async run({ store }, { id, staffId, ...membership }) {
    await theQueue(store, id);
    await theStaff(store, staffId);
    await store.queue.putMember(id, staffId, membership);
    return {
      result: shownQueue(await theQueue(store, id)),
      audit: [{ subject: "queue", subjectId: id, data: { staffId, ...membership } }],
      wakes: ["seat", "floor", `staff:${staffId}`],
    };
  },
};

/**
 * She gets no more contacts of this queue; those she has stay hers.
 * @throws Fault `queue_gone`
 */
export const removeMember: Action<
  { readonly id: string; readonly staffId: string },
  ShownQueue,
  Pick<Stores, "queue">
> = {
  id: "queue.member_removed",
  permission: "queue.write",
  async run({ store }, { id, staffId }) {
    await theQueue(store, id);
    await store.queue.removeMember(id, staffId);
    return {
      result: shownQueue(await theQueue(store, id)),
      audit: [{ subject: "queue", subjectId: id, data: { staffId } }],
      wakes: ["seat", "floor", `staff:${staffId}`],
    };
  },
};
