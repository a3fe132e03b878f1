import type { Contact } from "../contact/contact.ts";
import type { ContactEvent } from "../contact/event.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Mover } from "./presence.ts";
import type { Release, SessionEvent, SignOut } from "./session-event.ts";
import { type AgentWork, endOffers, unitsOf, type WorkChange } from "./work.ts";

type PresenceChanged = Extract<SessionEvent, { code: "presence_changed" }>;

/** Another presence. Leaving ready gives her offers back at once, and nobody is punished for it. */
export function changePresence(work: AgentWork, event: PresenceChanged): WorkChange {
  const { session: before, offers } = work;
  const leaves = event.to === "ready" ? [] : offers;
  const { contacts, ended, released } = endOffers(
    work,
    leaves.map((offer) => ({ offer, outcome: "withdrawn", reason: "left_ready" }) as const),
  );
  return { contacts, ended, session: { before, events: [...released, event] } };
}

/** She wants to go: at once, or with her last piece of work. */
export function signOut(work: AgentWork, at: Instant): WorkChange {
  const change = changePresence(work, { code: "presence_changed", to: "logging_out", by: "agent" });
  const { before, events } = change.session;
  if (before.used > work.offers.length) return change;
  const out: SessionEvent = { code: "signed_out", by: "agent", how: "asked", until: at };
  return { ...change, session: { before, events: [...events.slice(0, -1), out] } };
}

/**
 * Her desk is gone, or a supervisor signs her off; `work` is all of hers. What becomes of each contact (seats
 * section 2.9): a fan who waits for a word goes back to her old place in the queue; who does not stays with her
 * agent until she writes; a wrap-up is owed.
 */
export function lose(
  work: AgentWork,
  end: { readonly by: Mover; readonly how: SignOut; readonly until: Instant },
): WorkChange {
  const { session: before, offers } = work;
  const offered = endOffers(
    work,
    offers.map((offer) => ({ offer, outcome: "agent_gone" }) as const),
  );
  const kept = work.contacts.filter((contact) => contact.sessionId === before.id);
  return {
    contacts: [
      ...offered.contacts,
      ...kept.map((contact) => ({ contact, events: [handedOver(contact).event] })),
    ],
    ended: offered.ended,
    session: {
      before,
      events: [
        ...offered.released,
        ...kept.map(
          (contact) =>
            ({
              code: "released",
              contact: contact.id,
              why: handedOver(contact).release,
              ...unitsOf(contact),
            }) as const,
        ),
        { code: "signed_out", ...end },
      ],
    },
  };
}

function handedOver(contact: Contact): { readonly event: ContactEvent; readonly release: Release } {
  if (contact.state === "wrapup") return { event: { code: "wrapup_owed" }, release: "wrapup_owed" };
  return {
    event: contact.waitingSince === undefined ? { code: "orphaned" } : { code: "queued", reason: "orphaned" },
    release: "orphaned",
  };
}
