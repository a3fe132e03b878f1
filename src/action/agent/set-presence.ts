import { actorName } from "../../core/access/actor.ts";
import { changePresence } from "../../core/seating/leaving.ts";
import type { BreakReason, Chosen } from "../../core/seating/presence.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseMove, seatedWork, type Standing, standingOf, wakesOf } from "./seated.ts";

/**
 * 示闲, 示忙, 小休, 整理. Leaving ready gives her offers back at once, and nobody is punished; the fans whom she
 * serves stay hers, and she is told how many of them wait for a word.
 * @throws Fault `not_seated`, `presence_illegal` {from, to}
 */
export const setPresence: Action<
  { readonly to: Chosen; readonly reason?: BreakReason | undefined },
  Standing,
  Pick<Stores, "agent">
> = {
  id: "agent.presence_set",
  permission: "seat.use",
  async run({ store, actor, at }, { to, reason }) {
    const work = await seatedWork(store, actor.id, "offers");
    const { session: before } = work;
    // Who did not answer before, and says again that she is ready, is there after all.
    const isThere = to === "ready" && before.noAnswers > 0;
    const isSame = before.presence === to && before.reason === reason && !isThere;
    if (!isSame) refuseMove(before, to, "agent");
    const event = {
      code: "presence_changed",
      to,
      by: "agent",
      ...(reason !== undefined && { reason }),
    } as const;
    const stamp = { actor: actorName(actor), at };
    const session = isSame ? before : await store.agent.write(changePresence(work, event), stamp);
    await store.agent.beat(session.id, at);
    return {
      result: await standingOf(store, session),
      // Every change of presence is an event of the session already.
      audit: [],
      wakes: isSame ? [] : wakesOf(actor.id),
    };
  },
};
