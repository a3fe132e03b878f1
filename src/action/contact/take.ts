import { type Actor, actorName, admit } from "../../core/access/actor.ts";
import { standing, whyNotTake } from "../../core/assignment/explain/takeable.ts";
import type { ContactState } from "../../core/contact/contact.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { demandOn } from "../../core/queue/channel.ts";
import { unitsIn } from "../../core/queue/demand.ts";
import type { QueuePolicy } from "../../core/queue/policy.ts";
import { whyShut } from "../../core/queue/room.ts";
import { unitsOf } from "../../core/seating/work.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { found } from "./own.ts";
import type { Held } from "./ports.ts";

type Taken = { readonly contactId: string; readonly conversationId: string };
type Store = Pick<Stores, "contact" | "floor" | "passing">;

/**
 * 接入: takes a contact that the bot holds, asked for and accepted at one moment; 抢单: one that waits, by the rules of an
 * offer. It costs what any other would. The first who takes it has it.
 * @throws Fault `contact_gone`, `contact_taken` {owner, ownerId}, `contact_not_with_bot` {state}, `not_seated`,
 * `not_eligible`, `not_visible`, `channel_full` {max}, `channel_alone`, `at_capacity`
 */
export const take: Action<{ readonly id: string }, Taken, Store> = {
  id: "contact.taken",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    const { queueId, policy } = await store.contact.policyOf(held);
    await refuseNotToTake(store, held);
    admit(actor, "contact.serve", queueId);
    const { contact } = held;
    const isPulled = contact.state === "queued";
    if (isPulled) await refuseIneligible(store, { held, actor, policy, at });

    await refuseShut(store, actor, demandOn(held.surface, contact.demand).channel);

    const stamp = { actor: actorName(actor), at };
    const units = unitsIn(policy, demandOn(held.surface, contact.demand));
    const unit = await store.contact.takeUnit(actor.id, { contactId: id, units }, stamp);
    if (unit === "not_seated") throw new Fault("not_seated", "Sign in on a seat first.");
    if (unit === "at_capacity") {
      throw new Fault("at_capacity", "Your hands are full. End a contact first, or fill a wrap-up.");
    }
    const queue = queueId === undefined ? {} : { queue: queueId };
    const asked = isPulled ? [] : [{ code: "queued", reason: "taken", ...queue } as const];
    await store.contact.step(
      contact,
      [
        ...asked,
        {
          code: "accepted",
          staff: actor.id,
          session: unit.sessionId,
          mode: "taken",
          ...unitsOf({ units }),
        },
      ],
      stamp,
    );
    return {
      result: { contactId: id, conversationId: held.conversationId },
      audit: [{ subject: "contact", subjectId: id }],
      wakes: [`staff:${actor.id}`, "floor"],
    };
  },
};

async function refuseNotToTake(store: Store, { contact }: Held): Promise<void> {
  const { state, ownerId } = contact;
  if (state === "bot" || state === "queued") return;
  if (state === "active" && ownerId !== undefined) {
    const owner = await store.contact.nameOf(ownerId);
    throw new Fault("contact_taken", `${owner} was quicker and has this contact.`, { owner, ownerId });
  }
  throw notToTake(state);
}

const notToTake = (state: ContactState): Fault =>
  new Fault("contact_not_with_bot", "The bot does not have this contact any more.", { state });

/** What she has of other channels, and of this one, counts as it does for an offer; her units the claim looks at. */
async function refuseShut(store: Store, { id }: Actor, channel: string): Promise<void> {
  const hands = await store.passing.hands(id);
  const shut = hands && whyShut(hands.abilities, hands.inHand, channel);
  if (shut?.code === "channel_full") {
    const { max } = shut;
    throw new Fault("channel_full", `You have ${max} of this kind, and may have no more.`, { max });
  }
  if (shut !== undefined)
    throw new Fault("channel_alone", "You have something in hand that goes with nothing else.");
}

type Wish = {
  readonly held: Held;
  readonly actor: Actor;
  readonly policy: QueuePolicy;
  readonly at: Instant;
};

/** Whether she has room, the claim itself says. */
async function refuseIneligible(store: Store, { held, actor: { id }, policy, at }: Wish): Promise<void> {
  const contactId = held.contact.id;
  const floors = await store.floor.pulling({ staffId: id, within: "all", contactId }, at);
  const reasons = floors.map((floor) => whyNotTake(standing(floor, at), contactId, id));
  const reason = reasons.find((one) => one !== "already_taken") ?? reasons[0];
  if (reasons.includes(undefined) || reason === "at_capacity") {
    // Who could have it in a queue that offers is offered it in a moment.
    if (policy.mode === "pull" || reason === "at_capacity") return;
    throw notToTake(held.contact.state);
  }
  if (reason === "not_visible") {
    throw new Fault("not_visible", "Others have waited longer: take one of those that you are shown.");
  }
  throw new Fault(
    "not_eligible",
    "This contact is not for you now: set yourself ready, or leave it to whoever has the skills for it.",
  );
}
