import type { Contact } from "../../contact/contact.ts";
import type { ContactEvent } from "../../contact/event.ts";
import type { SessionEvent } from "../session-event.ts";
import type { AgentSession } from "../session.ts";
import { unitsOf } from "../work.ts";

/** Served by an agent of whose units it holds none, and not put aside: somebody has spoken, or she came back. */
export const isAwake = ({ state, sessionId, heldSince }: Contact): boolean =>
  state === "active" && sessionId === undefined && heldSince === undefined;

/**
 * What becomes of it: hers again, also above her capacity (seats section 1.3: dormant, active); whose agent has gone
 * meanwhile, and who waits for a word, waits for another at her old place. Undefined: it can wait until she speaks.
 */
export function wakeUp(
  contact: Contact,
  session: AgentSession | undefined,
): { readonly event: ContactEvent; readonly session: readonly SessionEvent[] } | undefined {
  if (session !== undefined) {
    const adopted = { code: "adopted", contact: contact.id, ...unitsOf(contact) } as const;
    return { event: { code: "adopted", session: session.id }, session: [adopted] };
  }
  if (contact.waitingSince === undefined) return undefined;
  return { event: { code: "queued", reason: "orphaned" }, session: [] };
}
