import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { StaffLanguage } from "../staff/ports.ts";
import { theStaff } from "../staff/rules.ts";

/** One's own language of the console. */
export const changeLanguage: Action<
  { readonly language: StaffLanguage },
  { readonly language: StaffLanguage },
  Pick<Stores, "staff">
> = {
  id: "staff.language_changed",
  permission: "signed_in",
  async run({ store, actor }, { language }) {
    const staff = await theStaff(store, actor.id);
    if (staff.language !== language) await store.staff.update(staff, { language });
    return {
      result: { language },
      audit: [{ subject: "staff", subjectId: actor.id, data: { language } }],
      wakes: [`session:${actor.id}`],
    };
  },
};
