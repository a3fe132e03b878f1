import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theStaff } from "./rules.ts";

/**
 * Signs her out everywhere, but for where the call comes from.
 * @throws Fault `staff_gone`
 */
export const endSessions: Action<
  { readonly id: string },
  { readonly ended: number },
  Pick<Stores, "staff" | "session">
> = {
  id: "staff.sessions_ended",
  permission: "staff.write",
  async run({ store, actor, at }, { id }) {
    await theStaff(store, id);
    const ended = await store.session.endAll(id, "ended_by_admin", at, actor.sessionId);
    return {
      result: { ended },
      audit: [{ subject: "staff", subjectId: id, data: { ended } }],
      wakes: [`session:${id}`],
    };
  },
};
