import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";

/** Signs out. */
export const endSession: Action<object, void, Pick<Stores, "session">> = {
  id: "session.ended",
  permission: "signed_in",
  async run({ store, actor, at }) {
    if (actor.sessionId !== undefined) await store.session.end(actor.sessionId, "signed_out", at);
    return {
      result: undefined,
      audit: [{ subject: "staff", subjectId: actor.id }],
      wakes: [`session:${actor.id}`],
    };
  },
};
