import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import { makeLink } from "../link/make-link.ts";
import { shownLink, type ShownLink } from "../link/shown-link.ts";
import type { Stores } from "../ports.ts";
import { theStaff } from "./rules.ts";

/**
 * A new link by which she chooses a password; the one before is dead. Her old password holds until she has chosen.
 * @throws Fault `staff_gone`, `staff_disabled`
 */
export const resetLink: Action<
  { readonly id: string },
  { readonly link: ShownLink | null },
  Pick<Stores, "staff" | "link">
> = {
  id: "staff.link_made",
  permission: "staff.write",
  async run(context, { id }) {
    const staff = await theStaff(context.store, id);
    if (staff.state !== "active") throw new Fault("staff_disabled", "This person is disabled.");
    const purpose = staff.hasPassword ? "reset" : "invite";
    const link = await makeLink(context, { purpose, staffId: id });
    return {
      result: { link: shownLink(link) },
      again: { link: null },
      audit: [{ subject: "staff", subjectId: id, data: { purpose } }],
    };
  },
};
