import { scopeOf } from "../../core/access/actor.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Skill } from "../staff/ports.ts";

/** The skills that there are, and who of those whom she may see has each. */
export const listSkills: Query<object, { readonly items: readonly Skill[] }, Pick<Stores, "staff">> = {
  permission: "staff.read",
  ask: async ({ store, actor }) => ({ items: await store.staff.skills(scopeOf(actor, "staff.read")) }),
};
