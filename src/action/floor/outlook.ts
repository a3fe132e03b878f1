import { scopeOf } from "../../core/access/actor.ts";
import { loadOf, type Outlook, outlookOf, type WholeLoad } from "../../core/assignment/waiting/outlook.ts";
import { readQueuePolicy } from "../../core/queue/policy.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { changedPolicy, type GivenPolicy } from "../queue/given.ts";
import { queueGone, theQueue } from "../queue/rules.ts";

export type SeenOutlook = {
  readonly load: Pick<WholeLoad, "slots" | "slotMs" | "oldestMs" | "publicAnHour" | "othersAnHour" | "dueMs">;
  readonly publicDue: Outlook["publicDue"];
  readonly othersBound: Outlook["othersBound"];
  readonly carriesAnHour: number;
  readonly growsMs: number;
  readonly first: NonNullable<Outlook["first"]> | null;
};

/**
 * 先破哪个承诺: whether a queue can keep both promises at the load of the last hour, and which breaks first. With a policy,
 * as if the queue had it already.
 * @throws Fault `queue_gone`
 */
export const readOutlook: Query<
  { readonly id: string; readonly policy?: GivenPolicy | undefined },
  SeenOutlook,
  Pick<Stores, "floorView" | "queue" | "setting">
> = {
  permission: "queue.read",
  async ask({ store, actor, at }, { id, policy: draft = {} }) {
    const scope = scopeOf(actor, "queue.read");
    if (scope !== "all" && !scope.includes(id)) throw queueGone();
    const queue = await theQueue(store, id);
    const policy = readQueuePolicy(changedPolicy(queue.policy, draft));
    const dueMs = (await store.setting.read())["social.firstAnswerMs"];
    const load = loadOf(await store.floorView.hour(id, at), policy, dueMs, at);
    const { slots, slotMs, oldestMs, publicAnHour, othersAnHour } = load;
    const { publicDue, othersBound, carriesAnHour, growsMs, first } = outlookOf(load);
    return {
      load: { slots, slotMs, oldestMs, publicAnHour, othersAnHour, dueMs },
      // A number that is none cannot be told: never in time.
      publicDue: { ...publicDue, waitMs: Number.isFinite(publicDue.waitMs) ? publicDue.waitMs : oldestMs },
      othersBound,
      carriesAnHour,
      growsMs,
      first: first ?? null,
    };
  },
};
