import { capacityOf } from "../../../core/seating/session.ts";
import { actorName, scopeOf } from "../../../core/access/actor.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { demandOn } from "../../../core/queue/channel.ts";
import { unitsIn } from "../../../core/queue/demand.ts";
import { giveTo } from "../../../core/seating/passing/passing.ts";
import type { Action } from "../../action.ts";
import type { Stores } from "../../ports.ts";
import { found } from "../own.ts";
import { refuseFull, seatedAs } from "./able.ts";
import { withAsked } from "./asked.ts";
import type { Held } from "../ports.ts";

type Assigned = { readonly contactId: string; readonly conversationId: string };
type Input = { readonly id: string; readonly staffId: string; readonly beyond: boolean };
type Store = Pick<Stores, "contact" | "passing" | "staff">;

/**
 * 指派: a supervisor gives somebody who waits to an agent at her seat, whatever her presence; above her capacity only
 * where the supervisor says so. Whoever is asked for it just now is not asked any more (seats section 2.11).
 * @throws Fault `contact_gone`, `staff_gone`, `contact_not_waiting` {state}, `agent_not_seated` {name},
 * and, without `beyond`, why she has no room for it (`refuseFull`)
 */
export const assign: Action<Input, Assigned, Store> = {
  id: "contact.assigned",
  permission: "floor.write",
  async run({ store, actor, at }, { id, staffId, beyond }) {
    const held = found(await store.contact.lock(id));
    if (!(await store.staff.isWithin(staffId, scopeOf(actor, "floor.write")))) throw staffGone();
    const hands = await store.passing.hands(staffId);
    if (hands === undefined) throw staffGone();
    const { contact, conversationId } = held;
    const { state } = contact;
    if (state !== "queued" && state !== "offered")
      throw new Fault("contact_not_waiting", "Nobody waits here any more.", { state });
    const { sessions, asked, askedIds } = await withAsked(store, id, [staffId]);
    const session = seatedAs(hands, sessions.get(staffId));
    const own = asked.find((one) => one.session === session)?.offer;
    const isAsked = own !== undefined;
    const units = own?.units ?? (await unitsOf(store, held));
    if (!isAsked && !beyond) refuseFull(hands, session, { held, units });

    const passing = giveTo(contact, asked, { session, mode: "forced", units });
    await store.passing.write(contact, passing, { actor: actorName(actor), at });
    const isBeyond = session.used + (isAsked ? 0 : units) > capacityOf(session);
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id, data: { staffId, beyond: isBeyond } }],
      wakes: [...new Set([staffId, ...askedIds])].map((one) => `staff:${one}`).concat("floor", "seat"),
    };
  },
};

const staffGone = (): Fault => new Fault("staff_gone", "There is no such person.");

const unitsOf = async (store: Store, held: Held): Promise<number> =>
  unitsIn((await store.contact.policyOf(held)).policy, demandOn(held.surface, held.contact.demand));
