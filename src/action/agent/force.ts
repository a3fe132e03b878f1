import { type Actor, actorName, scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { nurseryCap } from "../../core/nursery/nursery.ts";
import { changePresence, lose } from "../../core/seating/leaving.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { alone, refuseMove, seatedWork, type Standing, standingOf, wakesOf } from "./seated.ts";

type Store = Pick<Stores, "agent" | "staff">;
type Input = { readonly id: string };

/**
 * 强制示忙: a supervisor sets somebody of hers not ready, who sees by whom.
 * @throws Fault `staff_gone`, `not_seated`, `presence_illegal` {from, to}
 */
export const forceNotReady: Action<Input, Standing, Store> = {
  id: "agent.forced_not_ready",
  permission: "floor.write",
  async run({ store, actor, at }, { id }) {
    await refuseStranger(store, actor, id);
    const work = await seatedWork(store, id, "offers");
    refuseMove(work.session, "not_ready", "supervisor");
    const change = changePresence(work, {
      code: "presence_changed",
      to: "not_ready",
      by: "supervisor",
      cause: `staff:${actor.id}`,
    });
    const session = await store.agent.write(change, { actor: actorName(actor), at });
    return {
      result: await standingOf(store, session),
      audit: [{ subject: "agent_session", subjectId: session.id, data: { staffId: id } }],
      wakes: wakesOf(id),
    };
  },
};

/**
 * 接待量: how many at once somebody may have, for as long as she is signed in; who has more keeps what she has.
 * @throws Fault `staff_gone`, `not_seated`, `nursery_cap` {max}
 */
export const setCapacity: Action<
  Input & { readonly capacity: number },
  Standing,
  Store & Pick<Stores, "setting">
> = {
  id: "agent.capacity_set",
  permission: "floor.write",
  async run({ store, actor, at }, { id, capacity }) {
    await refuseStranger(store, actor, id);
    await refuseAboveNursery(store, id, capacity, at);
    const work = await seatedWork(store, id, "offers");
    const event = { code: "capacity_set", capacity, cause: `staff:${actor.id}` } as const;
    const isSame = work.session.capacity === capacity;
    const stamp = { actor: actorName(actor), at };
    const session = isSame ? work.session : await store.agent.write(alone(work.session, [event]), stamp);
    const data = { staffId: id, capacity };
    return {
      result: await standingOf(store, session),
      audit: isSame ? [] : [{ subject: "agent_session", subjectId: session.id, data }],
      wakes: wakesOf(id),
    };
  },
};

/**
 * 强制签出: for whoever has gone without signing out. Her fans are looked after as when her desk is lost.
 * @throws Fault `staff_gone`, `not_seated`
 */
export const forceSignOut: Action<Input, Standing, Store> = {
  id: "agent.forced_out",
  permission: "floor.write",
  async run({ store, actor, at }, { id }) {
    await refuseStranger(store, actor, id);
    const work = await seatedWork(store, id, "all");
    const change = lose(work, { by: "supervisor", how: "forced", until: at });
    const session = await store.agent.write(change, { actor: actorName(actor), at });
    return {
      result: await standingOf(store, session),
      audit: [
        {
          subject: "agent_session",
          subjectId: session.id,
          data: { staffId: id, contacts: change.contacts.map(({ contact }) => contact.id) },
        },
      ],
      wakes: wakesOf(id),
    };
  },
};

/** 新人期: what her day as a new agent lets, nobody raises beside it. */
async function refuseAboveNursery(
  store: Pick<Stores, "setting" | "staff">,
  id: string,
  capacity: number,
  at: Instant,
): Promise<void> {
  const nursery = (await store.staff.byId(id))?.abilities.nursery;
  const max = nurseryCap(nursery, at, (await store.setting.read())["hours.zone"]);
  if (max === undefined || capacity <= max) return;
  throw new Fault("nursery_cap", `As a new agent she has at most ${max} at once today.`, { max });
}

/** A supervisor of some queues has power over who serves one of them. */
async function refuseStranger(store: Store, actor: Actor, id: string): Promise<void> {
  if (await store.staff.isWithin(id, scopeOf(actor, "floor.write"))) return;
  throw new Fault("staff_gone", "There is no such person.");
}
