import type { Contact } from "../../contact/contact.ts";
import type { ContactEvent } from "../../contact/event.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { QueuePolicy } from "../../queue/policy.ts";

/** Hers, at her seat, and nobody waits for a word: not the fan for hers, not she for a colleague whom she passes it on to. */
const isQuiet = ({ state, sessionId, heldSince, waitingSince, passingOffer }: Contact): boolean =>
  state === "active" &&
  sessionId !== undefined &&
  heldSince === undefined &&
  waitingSince === undefined &&
  passingOffer === undefined;

/**
 * 静默: the fan has left our last word alone for so long that it is put aside by itself, until she or her agent speaks.
 * Counted from what happened in it last, so that an agent who wrote just now, or went on with it, keeps her time.
 */
export function fallDormant(
  contact: Contact,
  lastAt: Instant,
  { dormantMs, dormantHolds }: Pick<QueuePolicy, "dormantMs" | "dormantHolds">,
  at: Instant,
): ContactEvent | undefined {
  if (dormantMs === 0 || at - lastAt < dormantMs || !isQuiet(contact)) return undefined;
  return { code: "held", by: "timer", ...(dormantHolds && { keepsUnits: true }) };
}
