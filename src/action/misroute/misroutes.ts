import { type Actor, scopeOf } from "../../core/access/actor.ts";
import { reachOf } from "../../core/desk/reach.ts";
import { DAY, type Instant } from "../../core/kernel/instant.ts";
import { startOfDay } from "../../core/kernel/zone.ts";
import { type Misroutes, misroutesOf } from "../../core/seating/passing/misroute.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Misroute, MisrouteFilter } from "./ports.ts";

const ITEMS_MAX = 200;

type Store = Pick<Stores, "misroute" | "setting">;
type Shown = Omit<Misroute, "at"> & { readonly at: string };

const scope = (actor: Actor) => scopeOf(actor, "report.read");

async function beginningOf(store: Store, days: number, at: Instant): Promise<Instant> {
  const zone = (await store.setting.read())["hours.zone"];
  return startOfDay(at - (days - 1) * DAY, zone);
}

/** 误转 of the last days: whose transfers came back, and on which way (days, G29). */
export const readMisroutes: Query<{ readonly days: number }, Misroutes & { readonly from: string }, Store> = {
  permission: "report.read",
  async ask({ store, actor, at }, { days }) {
    const from = await beginningOf(store, days, at);
    const counts = await store.misroute.count(from, scope(actor));
    return { from: new Date(from).toISOString(), ...misroutesOf(counts) };
  },
};

/** What is behind one of these numbers: when, who, and the conversation where the reader may see it. */
export const listMisroutes: Query<
  MisrouteFilter & { readonly days: number },
  { readonly items: readonly Shown[]; readonly more: boolean },
  Store
> = {
  permission: "report.read",
  async ask({ store, actor, at }, { days, ...filter }) {
    const from = await beginningOf(store, days, at);
    const found = await store.misroute.newest(from, scope(actor), filter, reachOf(actor), ITEMS_MAX + 1);
    const items = found.slice(0, ITEMS_MAX);
    return {
      items: items.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
      more: found.length > ITEMS_MAX,
    };
  },
};
