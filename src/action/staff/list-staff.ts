import { scopeOf } from "../../core/access/actor.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { type ShownStaff, shownStaff } from "./shown.ts";

/** The people whom she may see: all, or those of her queues. */
export const listStaff: Query<
  { readonly search?: string | undefined; readonly after?: string | undefined; readonly limit: number },
  { readonly items: readonly ShownStaff[]; readonly next: string | null },
  Pick<Stores, "staff">
> = {
  permission: "staff.read",
  async ask({ store, actor }, { search, after, limit }) {
    const within = scopeOf(actor, "staff.read");
    const found = await store.staff.list({ search, within, after, limit: limit + 1 });
    const items = found.slice(0, limit).map(shownStaff);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
};
