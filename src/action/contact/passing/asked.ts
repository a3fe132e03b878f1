import type { Contact } from "../../../core/contact/contact.ts";
import type { Asked } from "../../../core/seating/passing/passing.ts";
import type { AgentSession } from "../../../core/seating/session.ts";
import type { Stores } from "../../ports.ts";

/** Whom a contact is offered to at this moment, whose session is locked. */
export async function askedOf(
  store: Pick<Stores, "passing">,
  { id, offer: waiting, passingTo }: Contact,
  sessions: ReadonlyMap<string, AgentSession>,
): Promise<Asked> {
  const staffId = waiting?.staffId ?? passingTo;
  const session = staffId === undefined ? undefined : sessions.get(staffId);
  const offer = session && (await store.passing.offerOf(id));
  return session === undefined || offer === undefined || offer.sessionId !== session.id
    ? undefined
    : { offer, session };
}
