import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { type Entrance, openSession, type Started } from "../session/start-session.ts";
import { tokenHash } from "../session/token.ts";
import type { StaffLanguage } from "../staff/ports.ts";
import { linkGone } from "./link-gone.ts";

const CAPACITY = 5;

/**
 * Makes the first administrator, who is a supervisor too: she may look at all that she has set up. She serves every
 * queue there is, since nobody else does yet. Signs her in.
 * @throws Fault `link_gone`, `login_taken`
 */
export const createFirstAdmin: Action<
  {
    readonly token: string;
    readonly login: string;
    readonly name: string;
    readonly passwordHash: string;
    readonly language: StaffLanguage;
    readonly from: Entrance;
  },
  Started & { readonly staffId: string },
  Pick<Stores, "link" | "queue" | "session" | "setting" | "staff">
> = {
  id: "staff.first_admin_created",
  permission: "public",
  async run(context, { token, login, name, passwordHash, language, from }) {
    const { store, at, ids } = context;
    const isTooLate = await store.staff.hasOtherAdmin(undefined);
    const link = await store.link.use(tokenHash(token), at);
    if (isTooLate || link?.purpose !== "first_admin") throw linkGone();
    if ((await store.staff.byLogin(login)) !== undefined) {
      throw new Fault("login_taken", "Somebody else signs in by this login.", { login });
    }
    const staffId = ids();
    await store.staff.create(
      {
        id: staffId,
        login,
        name,
        employeeNo: null,
        passwordHash,
        language,
        capacity: CAPACITY,
        createdAt: at,
      },
      [
        { role: "admin", queues: "all" },
        { role: "supervisor", queues: "all" },
      ],
    );
    for (const { id } of await store.queue.list("all")) await store.queue.putMember(id, staffId, {});
    const { started, audit } = await openSession(context, staffId, from);
    return { result: { ...started, staffId }, audit: [{ subject: "staff", subjectId: staffId }, audit] };
  },
};
