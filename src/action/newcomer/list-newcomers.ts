import { scopeOf } from "../../core/access/actor.ts";
import { reachOf } from "../../core/desk/reach.ts";
import { DAY } from "../../core/kernel/instant.ts";
import { capacityAt, dayOfNursery } from "../../core/nursery/nursery.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Graduate, Newcomer } from "./ports.ts";

/** So long an end of somebody's nursery stands in the list, and can be undone there. */
const SHOWN_MS = 14 * DAY;
/** So many of her last days are shown. */
const DAYS_SHOWN = 7;

type Shown = Omit<Newcomer, "nursery" | "capacity" | "byDay"> & {
  /** From 1 */
  readonly day: number;
  readonly cap: number;
  /** What she may have at once when she is new no more. */
  readonly usualCap: number;
  readonly contacts: number;
  /** Of her last days, today last. */
  readonly lastDays: readonly { readonly day: number; readonly contacts: number }[];
  /** So many of her first replies are looked at; 0: none. */
  readonly reviewed: number;
};

/** 新人: whom one leads, or is the mentor of, and who of them is new no more. */
export const listNewcomers: Query<
  object,
  { readonly items: readonly Shown[]; readonly graduates: readonly Graduate[] },
  Pick<Stores, "newcomer" | "setting">
> = {
  permission: "signed_in",
  async ask({ store, actor, at }) {
    const led = scopeOf(actor, "floor.write");
    const zone = (await store.setting.read())["hours.zone"];
    const found = await store.newcomer.list(reachOf(actor), led);
    return {
      items: found.map(({ nursery, capacity, byDay, ...rest }) => {
        const day = dayOfNursery(nursery, at, zone) + 1;
        const first = Math.max(1, day - DAYS_SHOWN + 1);
        return {
          ...rest,
          isLed: rest.isLed && rest.id !== actor.id,
          day,
          cap: capacityAt(capacity, nursery, at, zone),
          usualCap: capacity,
          contacts: Object.values(byDay).reduce((sum, n) => sum + n, 0),
          lastDays: Array.from({ length: day - first + 1 }, (_, n) => first + n).map((one) => ({
            day: one,
            contacts: byDay[one] ?? 0,
          })),
          reviewed: nursery.reviewed ?? 0,
        };
      }),
      graduates: await store.newcomer.graduates(actor.id, led, at - SHOWN_MS),
    };
  },
};
