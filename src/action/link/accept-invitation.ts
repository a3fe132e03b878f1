import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { type Entrance, openSession, type Started } from "../session/start-session.ts";
import { tokenHash } from "../session/token.ts";
import { linkGone } from "./link-gone.ts";

/**
 * Gives the link's person the password that she chose, ends her other sessions and signs her in.
 * @throws Fault `link_gone`
 */
export const acceptInvitation: Action<
  { readonly token: string; readonly passwordHash: string; readonly from: Entrance },
  Started & { readonly staffId: string },
  Pick<Stores, "link" | "session" | "setting" | "staff">
> = {
  id: "staff.password_chosen",
  permission: "public",
  async run(context, { token, passwordHash, from }) {
    const { store, at } = context;
    const link = await store.link.use(tokenHash(token), at);
    const staff = link?.staffId == null ? undefined : await store.staff.byId(link.staffId);
    if (link === undefined || staff?.state !== "active") throw linkGone();
    await store.staff.setPassword(staff.id, passwordHash);
    await store.session.endAll(staff.id, "password_changed", at, undefined);
    const { started, audit } = await openSession(context, staff.id, from);
    return {
      result: { ...started, staffId: staff.id },
      audit: [{ subject: "staff", subjectId: staff.id, data: { purpose: link.purpose } }, audit],
      wakes: [`session:${staff.id}`],
    };
  },
};
