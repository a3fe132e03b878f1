import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { makeLink, type MadeLink } from "./make-link.ts";

/** At each start, while nobody can administer: a new link for the first who does. Null: somebody can. */
export const inviteFirstAdmin: Action<object, MadeLink | null, Pick<Stores, "link" | "staff">> = {
  id: "link.first_admin_invited",
  permission: "public",
  async run(context) {
    if (await context.store.staff.hasOtherAdmin(undefined)) return { result: null, audit: [] };
    const made = await makeLink(context, { purpose: "first_admin", staffId: null });
    return { result: made, audit: [{ subject: "link", subjectId: "first_admin" }] };
  },
};
