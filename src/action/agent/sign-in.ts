import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { capacityAt } from "../../core/nursery/nursery.ts";
import { changePresence } from "../../core/seating/leaving.ts";
import type { AgentSession } from "../../core/seating/session.ts";
import { type AgentWork, unitsOf, type WorkChange } from "../../core/seating/work.ts";
import type { Action, ActionContext } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Stamp } from "./ports.ts";
import { alone, refuseMove, type Standing, standingOf, wakesOf } from "./seated.ts";

type Store = Pick<Stores, "agent" | "seat" | "setting" | "staff">;
type Input = { readonly seatId: string; readonly presence: "ready" | "not_ready" };

/**
 * 签入: on a free seat. Who is signed in already moves there with all her work; who comes back finds what is still
 * hers.
 * @throws Fault `seat_gone`, `seat_taken` {name}, `staff_gone`
 */
export const signIn: Action<Input, Standing, Store> = {
  id: "agent.signed_in",
  permission: "seat.use",
  async run(context, { seatId, presence }) {
    const { store, actor, at } = context;
    await refuseSeat(store, seatId, actor.id);
    const stamp = { actor: actorName(actor), at };
    const work = await store.agent.work(actor.id, "offers");
    const session =
      work === undefined
        ? await open(context, { seatId, presence }, stamp)
        : await store.agent.write(moved(work, { seatId, presence }), stamp);
    await store.agent.beat(session.id, at);
    return {
      result: await standingOf(store, session),
      audit: [{ subject: "agent_session", subjectId: session.id, data: { seatId, presence } }],
      wakes: wakesOf(actor.id),
    };
  },
};

async function refuseSeat(store: Store, seatId: string, staffId: string): Promise<void> {
  const seat = await store.seat.byId(seatId);
  if (seat?.state !== "active") throw new Fault("seat_gone", "There is no such seat.");
  const occupant = await store.agent.occupant(seatId);
  if (occupant === undefined || occupant.staffId === staffId) return;
  const { name } = occupant;
  throw new Fault("seat_taken", `${name} sits there. Choose another seat.`, { name });
}

async function open(
  { store, actor, ids, at }: ActionContext<Store>,
  { seatId, presence }: Input,
  stamp: Stamp,
): Promise<AgentSession> {
  const staff = await store.staff.byId(actor.id);
  if (staff === undefined) throw new Fault("staff_gone", "There is no such person.");
  const [id, orphans] = [ids(), await store.agent.orphans(actor.id)];
  const owed = await store.agent.owed(actor.id);
  const zone = (await store.setting.read())["hours.zone"];
  const capacity = capacityAt(staff.capacity, staff.abilities.nursery, at, zone);
  const signedIn = { code: "signed_in", staff: actor.id, seat: seatId, presence, capacity, owed } as const;
  const before = await store.agent.open(id, signedIn, stamp);
  if (orphans.length === 0) return before;
  return store.agent.write(
    {
      contacts: orphans.map((contact) => ({ contact, events: [{ code: "adopted", session: id }] })),
      ended: [],
      session: {
        before,
        events: orphans.map((contact) => ({ code: "adopted", contact: contact.id, ...unitsOf(contact) })),
      },
    },
    stamp,
  );
}

/** To another seat, and to the presence that she chose; what is so already is no event. */
function moved(work: AgentWork, { seatId, presence }: Input): WorkChange {
  const { session } = work;
  const move = session.seatId === seatId ? [] : [{ code: "moved", seat: seatId } as const];
  if (session.presence === presence) return alone(session, move);
  refuseMove(session, presence, "agent");
  const change = changePresence(work, { code: "presence_changed", to: presence, by: "agent" });
  return { ...change, session: { before: session, events: [...move, ...change.session.events] } };
}
