import type { Grant } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import { makeLink } from "../link/make-link.ts";
import { shownLink, type ShownLink } from "../link/shown-link.ts";
import type { Stores } from "../ports.ts";
import type { StaffLanguage } from "./ports.ts";
import { refuseTakenNo, refuseWrongGrants, theStaff } from "./rules.ts";
import { type ShownStaff, shownStaff } from "./shown.ts";

/**
 * Makes a person and the link by which she chooses her password; nobody else ever knows one of hers.
 * @throws Fault `login_taken`, `employee_no_taken`, `role_twice`, `queue_gone`
 */
export const createStaff: Action<
  {
    readonly login: string;
    readonly name: string;
    readonly employeeNo: string | null;
    readonly language: StaffLanguage;
    readonly capacity: number;
    readonly roles: readonly Grant[];
  },
  { readonly staff: ShownStaff; readonly link: ShownLink | null },
  Pick<Stores, "staff" | "link" | "queue">
> = {
  id: "staff.created",
  permission: "staff.write",
  async run(context, { roles, ...input }) {
    const { store, at, ids } = context;
    if ((await store.staff.byLogin(input.login)) !== undefined) {
      throw new Fault("login_taken", "Somebody else signs in by this login.", { login: input.login });
    }
    await refuseTakenNo(store, input.employeeNo, undefined);
    await refuseWrongGrants(store, roles);
    const id = ids();
    await store.staff.create({ ...input, id, passwordHash: null, createdAt: at }, roles);
    const link = await makeLink(context, { purpose: "invite", staffId: id });
    const staff = shownStaff(await theStaff(store, id));
    return {
      result: { staff, link: shownLink(link) },
      again: { staff, link: null },
      audit: [{ subject: "staff", subjectId: id, data: { roles } }],
    };
  },
};
