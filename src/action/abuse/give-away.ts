import { actorName } from "../../core/access/actor.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { giveAway } from "../../core/seating/passing/passing.ts";
import { voiceOf } from "../../core/voice/voice.ts";
import type { Action } from "../action.ts";
import { found, refuseCall, refuseOthers, refusePassing } from "../contact/own.ts";
import type { Stores } from "../ports.ts";

type Store = Pick<Stores, "abuse" | "consult" | "contact" | "passing">;

/**
 * 因辱骂交接 (days, G26): who was insulted gives the customer to a colleague, once for each contact. It waits in front, is
 * never offered to her again, and counts as nothing of hers; the customer sees nothing, the leaders see it at once.
 * @throws Fault `contact_gone`, `contact_is_call`, `contact_not_active`, `contact_not_yours`, `contact_passing` {name},
 * `abuse_given_before`, `abuse_no_cause`
 */
export const giveAwayAbusive: Action<
  { readonly id: string },
  { readonly contactId: string; readonly conversationId: string },
  Store
> = {
  id: "contact.abuse_given",
  permission: "contact.serve",
  async run({ store, actor, at, ids }, { id }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    refuseCall(held);
    const { contact, conversationId } = held;
    await refusePassing(store, contact);
    if (await store.abuse.hasGiven(id, actor.id))
      throw new Fault(
        "abuse_given_before",
        "You have given this customer to a colleague once. Ask a leader.",
      );
    if (!(await isInsulted(store, id)))
      throw new Fault("abuse_no_cause", "No insult of this customer's is known. Warn her, or ask a leader.");
    const { queueId: queue } = await store.contact.policyOf(held);
    // Before it is nobody's: her leaders are those of its queue, and her mentor.
    const leaders = await store.consult.leaders(id, at);
    const consultationId = ids();
    const asked = { id: consultationId, kind: "flag", contactId: id, conversationId } as const;
    const isNew = await store.consult.begin({
      ...asked,
      byId: actor.id,
      askedId: undefined,
      reason: "abuse",
      noteSeq: undefined,
      at,
    });
    const told = { code: "consulted", consultation: consultationId, kind: "flag" } as const;
    const first: readonly ContactEvent[] = isNew ? [told] : [];
    const sessions = await store.passing.sessions([actor.id]);
    const given = giveAway(contact, sessions.get(actor.id), { staff: actor.id, queue, first });
    await store.passing.write(contact, given, { actor: actorName(actor), at });
    const seeing = [...new Set([actor.id, ...leaders.map(({ staffId }) => staffId)])];
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id }],
      wakes: [...seeing.map((staffId) => `staff:${staffId}`), "floor", "seat"],
    };
  },
};

/** A warning was said, or her words are marked as insults in the thread. */
async function isInsulted(store: Store, contactId: string): Promise<boolean> {
  if ((await store.abuse.warnings(contactId)) > 0) return true;
  return (await store.abuse.said(contactId)).some((text) => voiceOf(text)?.abusive === true);
}
