import { type Actor, actorName, scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { DAY, type Instant } from "../../core/kernel/instant.ts";
import { demandOn } from "../../core/queue/channel.ts";
import { unitsIn } from "../../core/queue/demand.ts";
import { unitsOf } from "../../core/seating/work.ts";
import type { Action, Query } from "../action.ts";
import { found } from "../contact/own.ts";
import type { Stores } from "../ports.ts";
import type { MissedCall, MissedReach } from "./ports.ts";

/** What is older is in the reports. */
const SINCE_MS = 7 * DAY;

type Moments = "at" | "reachedAt" | "backAt";
export type ShownMissed = Omit<MissedCall, Moments> & {
  readonly at: string;
  readonly reachedAt: string | null;
  readonly backAt: string | null;
};

/** Calls of the last week that reached nobody: hers, and of those queues where she sees everybody's. */
export const listMissed: Query<object, { readonly items: readonly ShownMissed[] }, Pick<Stores, "missed">> = {
  permission: "contact.read",
  async ask({ store, actor, at }) {
    const items = await store.missed.list(reachOf(actor, at));
    return { items: items.map(shown) };
  },
};

const reachOf = (actor: Actor, at: Instant): MissedReach => {
  const scope = scopeOf(actor, "contact.read_all");
  return { staffId: actor.id, queues: scope === "all" ? null : scope, since: at - SINCE_MS };
};

const shown = ({ at, reachedAt, backAt, ...call }: MissedCall): ShownMissed => ({
  ...call,
  at: new Date(at).toISOString(),
  reachedAt: reachedAt === null ? null : new Date(reachedAt).toISOString(),
  backAt: backAt === null ? null : new Date(backAt).toISOString(),
});

type Back = { readonly contactId: string; readonly conversationId: string };
type Store = Pick<Stores, "call" | "contact" | "missed">;

/**
 * 回拨: she takes it upon herself. It is a call-back in her hands from now on, and nobody else's; asked for again, it is the
 * same one.
 * @throws Fault `call_gone`, `call_withheld`, `called_back` {name}, `not_seated`, `at_capacity`
 */
export const callMissedBack: Action<{ readonly id: string }, Back, Store> = {
  id: "call.called_back",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id }) {
    const call = await store.missed.lock(id, reachOf(actor, at));
    if (call === undefined) throw new Fault("call_gone", "There is no such call, or somebody was reached.");
    if (call.back !== null) {
      const { staffId, contactId, conversationId, name } = call.back;
      if (staffId === actor.id) return { result: { contactId, conversationId }, audit: [] };
      throw new Fault("called_back", `${name} calls back.`, { name });
    }
    if (call.numberHash === null)
      throw new Fault("call_withheld", "The number was not shown: nobody can call back.");
    const wished = { reported: call.queueId ?? undefined, usual: null };
    const queueId = await store.call.queueFor(actor.id, wished);
    const queue = queueId === undefined ? {} : { queue: queueId };
    const stamp = { actor: actorName(actor), at };
    const opens = { ticketId: ids(), dueAt: at };
    const place = await store.missed.open(call, { code: "queued", reason: "call_back", ...queue, opens }, at);
    const held = found(await store.contact.lock(place.contactId));
    const { policy } = await store.contact.policyOf(held);
    const units = unitsIn(policy, demandOn(held.surface, held.contact.demand));
    const unit = await store.contact.takeUnit(actor.id, { contactId: place.contactId, units }, stamp);
    if (unit === "not_seated") throw new Fault("not_seated", "Sign in on a seat first.");
    if (unit === "at_capacity")
      throw new Fault("at_capacity", "Your hands are full. End a contact first, or fill a wrap-up.");
    const taken = { staff: actor.id, session: unit.sessionId, mode: "taken", ...unitsOf({ units }) } as const;
    await store.contact.step(held.contact, [{ code: "accepted", ...taken }], stamp);
    await store.missed.take(id, { staffId: actor.id, contactId: place.contactId }, at);
    return {
      result: place,
      audit: [{ subject: "contact", subjectId: place.contactId, data: { call: id } }],
      wakes: [`staff:${actor.id}`, "floor"],
    };
  },
};
