import { actorName, admit } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { found } from "./own.ts";
import type { Held } from "./ports.ts";

type Taken = { readonly contactId: string; readonly conversationId: string };

/**
 * 接入: takes a contact that the bot holds, asked for and accepted at one moment. It costs a unit as any other.
 * @throws Fault `contact_gone`, `contact_taken` {owner, ownerId}, `contact_not_with_bot` {state}, `not_seated`,
 * `at_capacity`
 */
export const take: Action<{ readonly id: string }, Taken, Pick<Stores, "contact">> = {
  id: "contact.taken",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    await refuseNotWithBot(store, held);
    const { queueId } = await store.contact.policyOf(held);
    admit(actor, "contact.serve", queueId);

    const stamp = { actor: actorName(actor), at };
    const unit = await store.contact.takeUnit(actor.id, id, stamp);
    if (unit === "not_seated") throw new Fault("not_seated", "Sign in on a seat first.");
    if (unit === "at_capacity") {
      throw new Fault("at_capacity", "Your hands are full. End a contact first, or fill a wrap-up.");
    }
    const queue = queueId === undefined ? {} : { queue: queueId };
    await store.contact.step(
      held.contact,
      [
        { code: "queued", reason: "taken", ...queue },
        { code: "accepted", staff: actor.id, session: unit.sessionId, mode: "taken" },
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

async function refuseNotWithBot(store: Pick<Stores, "contact">, { contact }: Held): Promise<void> {
  const { state, ownerId } = contact;
  if (state === "bot") return;
  if (state === "active" && ownerId !== undefined) {
    const owner = await store.contact.nameOf(ownerId);
    throw new Fault("contact_taken", `${owner} was quicker and has this contact.`, { owner, ownerId });
  }
  throw new Fault("contact_not_with_bot", "The bot does not have this contact any more.", { state });
}
