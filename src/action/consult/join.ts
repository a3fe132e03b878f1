import { actorName } from "../../core/access/actor.ts";
import { isAbout } from "../../core/consult/consultation.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { demandOn } from "../../core/queue/channel.ts";
import { unitsIn } from "../../core/queue/demand.ts";
import { letsIn } from "../../core/queue/room.ts";
import { canPull } from "../../core/seating/session.ts";
import { unitsOf } from "../../core/seating/work.ts";
import type { Action } from "../action.ts";
import { found, refuseOthers } from "../contact/own.ts";
import type { Stores } from "../ports.ts";
import { lockFor } from "./rules.ts";

type Store = Pick<Stores, "consult" | "contact" | "passing">;
type Done = { readonly contactId: string; readonly conversationId: string };

/**
 * 加入三方: she writes to the fan, too, and gives of her units what the contact costs; its owner stays the one owner.
 * @throws Fault `consult_gone`, `consult_over`, `consult_not_yours`, `not_seated`, `at_capacity`
 */
export const join: Action<{ readonly id: string }, Done, Store> = {
  id: "contact.joined",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const { consultation, held } = await lockFor(store, id, actor, "join");
    const { contact, conversationId, surface } = held;
    if (!isAbout(consultation, contact)) throw new Fault("consult_over", "This question has ended.");
    const session = (await store.passing.sessions([actor.id])).get(actor.id);
    if (session === undefined || session.presence === "logging_out")
      throw new Fault("not_seated", "Sign in on a seat first.");
    const { policy } = await store.contact.policyOf(held);
    const demand = demandOn(surface, contact.demand);
    const units = unitsIn(policy, demand);
    const hands = await store.passing.hands(actor.id);
    const hasRoom = hands !== undefined && letsIn(hands.abilities, hands.inHand, demand.channel);
    if (!hasRoom || !canPull(session, units))
      throw new Fault("at_capacity", "Your hands are full. End a contact first, or fill a wrap-up.");

    const { byId } = consultation;
    await store.consult.end(id, { how: "joined", known: false }, at);
    const member = { contactId: contact.id, staffId: actor.id, sessionId: session.id, units, byId };
    await store.consult.join({ ...member, joinedAt: at });
    const joined = { code: "joined", staff: actor.id, session: session.id, ...unitsOf({ units }) } as const;
    const hers = { code: "joined", contact: contact.id, ...unitsOf({ units }) } as const;
    await store.passing.write(
      contact,
      { events: [joined], sessions: [{ before: session, events: [hers] }], ended: [] },
      { actor: actorName(actor), at },
    );
    return {
      result: { contactId: contact.id, conversationId },
      audit: [{ subject: "contact", subjectId: contact.id, data: { consultationId: id } }],
      wakes: [`staff:${actor.id}`, `staff:${byId}`, "floor", "seat"],
    };
  },
};

/**
 * She leaves the contact to its owner; or the owner thanks her. Her units are free once, whoever was quicker.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `member_gone`
 */
export const part: Action<{ readonly id: string; readonly staffId?: string | undefined }, Done, Store> = {
  id: "contact.parted",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, staffId = actor.id }) {
    const held = found(await store.contact.lock(id));
    if (staffId !== actor.id) await refuseOthers(store, held, actor, "active");
    const { contact, conversationId } = held;
    const member = (await store.consult.members(id)).find((one) => one.staffId === staffId);
    if (member === undefined) throw new Fault("member_gone", "She does not write here any more.");
    const session = (await store.passing.sessions([staffId])).get(staffId);
    const stamp = { actor: actorName(actor), at };
    await store.consult.part(member, at);
    const { units } = member;
    const freed = { code: "released", contact: id, why: "parted", ...unitsOf({ units }) } as const;
    const sessions = session?.id === member.sessionId ? [{ before: session, events: [freed] }] : [];
    const events = contact.state === "active" ? [{ code: "parted", staff: staffId } as const] : [];
    await store.passing.write(contact, { events, sessions, ended: [] }, stamp);
    const owner = contact.ownerId === undefined ? [] : [`staff:${contact.ownerId}`];
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id, data: { staffId } }],
      wakes: [`staff:${actor.id}`, `staff:${staffId}`, ...owner, "floor", "seat"],
    };
  },
};
