import type { Contact } from "../contact/contact.ts";
import type { ContactEvent } from "../contact/event.ts";
import type { Instant } from "../kernel/instant.ts";
import type { SessionEvent } from "../seating/session-event.ts";
import { type Call, isOn } from "./call.ts";

type Called = Extract<ContactEvent, { code: "called" }>;

/** What a call makes of its contact; the first event opens it where there is none yet. */
export type CallPlan = {
  readonly events: readonly ContactEvent[];
  /** It is another's from now on, or somebody's for the first time. */
  readonly moves: boolean;
  /** She talks no more, and wraps up. */
  readonly hangsUp: boolean;
};

const NOTHING: CallPlan = { events: [], moves: false, hangsUp: false };

/**
 * Brings the contact to where its call is, whatever was known before: so reports in any order lead to one state. What
 * people did meanwhile (wrapped up, owed) stands.
 */
export function planCall(
  call: Call & { readonly id: string },
  contact: Contact | undefined,
  given: { readonly at: Instant; readonly wrapMs: number; readonly queueId: string | undefined },
): CallPlan {
  const { taker, answeredAt, endedAt } = call;
  if (taker === undefined || isSettled(contact)) return NOTHING;
  const { staffId: staff, sessionId } = taker;
  const session = sessionId === undefined ? {} : { session: sessionId };
  const moves = contact?.ownerId !== staff;
  const queue = given.queueId === undefined ? {} : { queue: given.queueId };
  const called: Called = {
    code: "called",
    call: call.id,
    direction: call.direction,
    staff,
    ...session,
    ...queue,
  };
  const hangsUp = endedAt !== undefined && contact?.state !== "wrapup";
  const isNew = answeredAt !== undefined && contact?.acceptedAt === undefined;
  return {
    events: [
      ...(moves ? [called] : []),
      ...(isNew ? [{ code: "talked", staff, answeredAt } as const] : []),
      ...(hangsUp ? [{ code: "ended", by: "fan", dueAt: given.at + given.wrapMs } as const] : []),
    ],
    moves,
    hangsUp,
  };
}

/** Closed, or its wrap-up is owed: whatever is told now comes too late to change whose it is. */
const isSettled = (contact: Contact | undefined): boolean =>
  contact !== undefined &&
  ((contact.state !== "active" && contact.state !== "wrapup") || contact.owedSince !== undefined);

/** What it does to the sign-in of whoever has it from now on. */
export const takenBy = (contactId: string, call: Call): readonly SessionEvent[] => [
  { code: "called", contact: contactId },
  ...(isOn(call) ? [] : [{ code: "hung_up", contact: contactId } as const]),
];
