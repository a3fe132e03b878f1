import type { Staff } from "../../action/staff/ports.ts";
import { permissionsOf } from "../../core/access/actor.ts";
import type { GivenAnswer } from "../contract/contract.ts";
import type { readSession } from "../contract/people/session.ts";

export type ShownMe = GivenAnswer<typeof readSession>;

export function shownMe(staff: Staff): ShownMe {
  const { id, login, name, employeeNo, language, grants } = staff;
  return {
    id,
    login,
    name,
    employeeNo,
    language,
    roles: grants,
    permissions: permissionsOf({ id, grants }),
  };
}
