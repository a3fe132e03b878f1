import { actorName } from "../../core/access/actor.ts";
import { signOut as leave } from "../../core/seating/leaving.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseMove, seatedWork, type Standing, standingOf, wakesOf } from "./seated.ts";

/** Wrap-ups that she leaves behind, owed: the console asks for them, the audit keeps their number. */
export type SignedOut = Standing & { readonly owed: number };

/**
 * 签出: at once, or with her last piece of work (待签出).
 * @throws Fault `not_seated`
 */
export const signOut: Action<object, SignedOut, Pick<Stores, "agent">> = {
  id: "agent.signed_out",
  permission: "seat.use",
  async run({ store, actor, at }) {
    const work = await seatedWork(store, actor.id, "offers");
    const { session: before } = work;
    if (before.presence !== "logging_out") refuseMove(before, "logging_out", "agent");
    const session =
      before.presence === "logging_out"
        ? before
        : await store.agent.write(leave(work, at), { actor: actorName(actor), at });
    const owed = session.wrapupsOwed;
    return {
      result: { ...(await standingOf(store, session)), owed },
      audit: [
        { subject: "agent_session", subjectId: session.id, data: { presence: session.presence, owed } },
      ],
      wakes: wakesOf(actor.id),
    };
  },
};
