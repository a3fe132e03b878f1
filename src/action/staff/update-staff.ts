import type { Grant } from "../../core/access/actor.ts";
import { isSame } from "../../core/kernel/same.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { StaffChange } from "./ports.ts";
import {
  refuseLastAdmin,
  refuseNoMentor,
  refuseNoPartner,
  refuseTakenNo,
  refuseWrongGrants,
  staffAt,
  theStaff,
} from "./rules.ts";
import { type ShownStaff, shownStaff } from "./shown.ts";

/**
 * Changes what is given. Other roles end her other sessions: what she may, she may from the next sign-in on.
 * @throws Fault `staff_gone`, `version_conflict`, `employee_no_taken`, `partner_self`, `partner_gone`, `mentor_self`, `mentor_gone`,
 * `mentor_new`, `role_twice`, `queue_gone`, `last_admin`
 */
export const updateStaff: Action<
  { readonly id: string; readonly version: number; readonly roles?: readonly Grant[] | undefined } & {
    readonly [Key in Exclude<keyof StaffChange, "state">]?: StaffChange[Key] | undefined;
  },
  ShownStaff,
  Pick<Stores, "staff" | "queue" | "session">
> = {
  id: "staff.updated",
  permission: "staff.write",
  async run({ store, actor, at }, { id, version, roles, ...given }) {
    const staff = await staffAt(store, id, version);
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    await refuseTakenNo(store, given.employeeNo, id);
    await refuseNoPartner(store, staff, given.abilities ?? {});
    await refuseNoMentor(store, staff, given.abilities ?? {});
    await store.staff.update(staff, change);
    const wakes = [`session:${id}`, "seat"];
    if (roles !== undefined && !isSame(roles, staff.grants)) {
      await refuseWrongGrants(store, roles);
      await refuseLastAdmin(store, staff, { state: staff.state, grants: roles });
      await store.staff.setGrants(id, roles);
      await store.session.endAll(id, "roles_changed", at, actor.sessionId);
    }
    return {
      result: shownStaff(await theStaff(store, id)),
      audit: [
        {
          subject: "staff",
          subjectId: id,
          // Names are a person's: the audit says that they changed, not to what.
          data: { fields: Object.keys(change), ...(roles === undefined ? {} : { roles }) },
        },
      ],
      wakes,
    };
  },
};
