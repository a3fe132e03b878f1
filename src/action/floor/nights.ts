import { scopeOf } from "../../core/access/actor.ts";
import { DAY } from "../../core/kernel/instant.ts";
import { startOfDay } from "../../core/kernel/zone.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { queueGone, theQueue } from "../queue/rules.ts";
import type { Night } from "./ports.ts";

/**
 * 隔夜: of what a queue's fans were promised while it was shut, how much was kept, night by night (days, G28).
 * @throws Fault `queue_gone`
 */
export const readNights: Query<
  { readonly id: string; readonly days: number },
  { readonly nights: readonly Night[] },
  Pick<Stores, "floorView" | "queue" | "setting">
> = {
  permission: "queue.read",
  async ask({ store, actor, at }, { id, days }) {
    const scope = scopeOf(actor, "queue.read");
    if (scope !== "all" && !scope.includes(id)) throw queueGone();
    await theQueue(store, id);
    const zone = (await store.setting.read())["hours.zone"];
    const from = startOfDay(at - (days - 1) * DAY, zone);
    return { nights: await store.floorView.nights(id, from, at, zone) };
  },
};
