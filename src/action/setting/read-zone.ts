import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";

/** IANA name of the zone in which the house opens, closes and tells times. */
export const readZone: Query<object, string, Pick<Stores, "setting">> = {
  permission: "public",
  ask: async ({ store }) => (await store.setting.read())["hours.zone"],
};
