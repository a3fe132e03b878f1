import { actorName } from "../../core/access/actor.ts";
import { changePresence } from "../../core/seating/leaving.ts";
import type { Chosen } from "../../core/seating/presence.ts";
import type { Action } from "../action.ts";
import { wishForBreak } from "../breaks/ask.ts";
import type { Stores } from "../ports.ts";
import { refuseMove, seatedWork, type Standing, standingOf, wakesOf } from "./seated.ts";

/**
 * 示闲, 示忙, 小休, 整理. Leaving ready gives her offers back at once, and nobody is punished; the fans whom she
 * serves stay hers, and she is told how many of them wait for a word. A break for which there is no place, or that a
 * leader has to agree to, puts her in the break line instead: she stays what she is, and is told when it is her turn.
 * @throws Fault `not_seated`, `presence_illegal` {from, to}, `break_code_gone`
 */
export const setPresence: Action<
  { readonly to: Chosen; readonly reason?: string | undefined },
  Standing,
  Pick<Stores, "agent" | "breaks">
> = {
  id: "agent.presence_set",
  permission: "seat.use",
  async run(context, { to, reason }) {
    const { store, actor, at } = context;
    const work = await seatedWork(store, actor.id, "offers");
    const { session: before } = work;
    // Who did not answer before, and says again that she is ready, is there after all.
    const isThere = to === "ready" && before.noAnswers > 0;
    const isSame = before.presence === to && before.reason === reason && !isThere;
    if (!isSame) refuseMove(before, to, "agent");
    const wish = isSame || reason === undefined ? undefined : await wishForBreak(context, before, reason);
    const stays = isSame || wish?.goes === false;
    const event = {
      code: "presence_changed",
      to,
      by: "agent",
      ...(reason !== undefined && { reason }),
      ...(wish?.goes === true && wish.backAt !== undefined && { backAt: wish.backAt }),
    } as const;
    const stamp = { actor: actorName(actor), at };
    const session = stays ? before : await store.agent.write(changePresence(work, event), stamp);
    await store.agent.beat(session.id, at);
    return {
      result: await standingOf(store, session),
      // Every change of presence is an event of the session already.
      audit: [],
      wakes: isSame ? [] : wakesOf(actor.id),
    };
  },
};
