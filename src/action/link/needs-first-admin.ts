import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";

/** Whether nobody can administer yet. */
export const needsFirstAdmin: Query<object, boolean, Pick<Stores, "staff">> = {
  permission: "public",
  ask: async ({ store }) => !(await store.staff.hasAdmin()),
};
