import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";

/** That she is still there: puts off the end of an idle session. No line in the audit: nobody did anything. */
export const markSeen: Action<{ readonly id: string }, null, Pick<Stores, "session">> = {
  id: "session.seen",
  permission: "public",
  async run({ store, at }, { id }) {
    await store.session.seen(id, at);
    return { result: null, audit: [] };
  },
};
