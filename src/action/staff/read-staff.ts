import { scopeOf } from "../../core/access/actor.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { staffGone, theStaff } from "./rules.ts";
import { type ShownStaff, shownStaff } from "./shown.ts";

/** @throws Fault `staff_gone`, also for somebody whom she may not see */
export const readStaff: Query<{ readonly id: string }, ShownStaff, Pick<Stores, "staff">> = {
  permission: "staff.read",
  async ask({ store, actor }, { id }) {
    if (!(await store.staff.isWithin(id, scopeOf(actor, "staff.read")))) throw staffGone();
    return shownStaff(await theStaff(store, id));
  },
};
