import { admit } from "../../core/access/actor.ts";
import type { ContactRow, Counts } from "../../core/desk/desk.ts";
import { reachOf, seesColleagues } from "../../core/desk/reach.ts";
import { startOfDay } from "../../core/kernel/zone.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { ListPage, Tab } from "./ports.ts";

type Asked = {
  readonly tab: Tab;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Contacts of a tab. Colleagues' takes more than one's own. */
export const readList: Query<
  Asked,
  Omit<ListPage, "items"> & { readonly items: ContactRow[] },
  Pick<Stores, "list">
> = {
  permission: "contact.read",
  async ask({ store, actor }, { tab, q, after, limit }) {
    const reach = reachOf(actor);
    if (tab === "colleagues" && !seesColleagues(reach)) admit(actor, "contact.read_all");
    const page = await store.list.page({ tab, q, after, limit, reach });
    return { ...page, items: [...page.items] };
  },
};

/** What each tab has; today is the house's. */
export const readCounts: Query<object, Counts, Pick<Stores, "list" | "setting">> = {
  permission: "contact.read",
  async ask({ store, actor, at }) {
    const settings = await store.setting.read();
    return store.list.counts(reachOf(actor), startOfDay(at, settings["hours.zone"]));
  },
};
