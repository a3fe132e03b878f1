import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { changePresence } from "../../core/seating/leaving.ts";
import type { Action } from "../action.ts";
import { refuseMove, seatedWork, type Standing, standingOf, wakesOf } from "../agent/seated.ts";
import type { Stores } from "../ports.ts";

/**
 * 缓一缓 (days, G26): a moment for herself after a customer who insulted her. Her own word is enough, once for each
 * contact; it is no break, no quota counts it, and the clock ends it. What she has stays hers.
 * @throws Fault `not_seated`, `presence_illegal` {from, to}, `recovery_no_cause`, `recovery_had`
 */
export const recover: Action<
  { readonly id: string },
  Standing,
  Pick<Stores, "abuse" | "agent" | "setting">
> = {
  id: "agent.recovers",
  permission: "seat.use",
  async run({ store, actor, at }, { id: contactId }) {
    const settings = await store.setting.read();
    const work = await seatedWork(store, actor.id, "offers");
    refuseMove(work.session, "recovery", "agent");
    if (!(await store.abuse.wasHers(contactId, actor.id, at - settings["abuse.recoverWithinMs"])))
      throw new Fault("recovery_no_cause", "You have not served this customer lately.");
    if (!(await store.abuse.recovers(contactId, actor.id, at)))
      throw new Fault("recovery_had", "You have had your moment after this contact.");
    const event = {
      code: "presence_changed",
      to: "recovery",
      by: "agent",
      backAt: at + settings["abuse.recoveryMs"],
      contact: contactId,
    } as const;
    const session = await store.agent.write(changePresence(work, event), { actor: actorName(actor), at });
    await store.agent.beat(session.id, at);
    return {
      result: await standingOf(store, session),
      // Like every presence it is an event of the session.
      audit: [],
      wakes: wakesOf(actor.id),
    };
  },
};
