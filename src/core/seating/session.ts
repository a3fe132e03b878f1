import type { Instant } from "../kernel/instant.ts";
import { type Cause, mayMove, type Presence } from "./presence.ts";
import type { Release, SessionEvent } from "./session-event.ts";

/** An agent signed in on a seat. */
export type AgentSession = {
  readonly id: string;
  readonly staffId: string;
  readonly seatId: string;
  readonly presence: Presence;
  /** Why she is on a break: the key of a code of the house. */
  readonly reason?: string;
  readonly cause?: Cause;
  /** When she plans to be back from it; only a recovery ends by itself then. */
  readonly backAt?: Instant;
  readonly stateSince: Instant;
  /** The later of the last release, the last accept, ready since: whoever has the oldest comes first. */
  readonly idleSince: Instant;
  /** What the strategies of queues go by (seats section 2.5); none where it has not happened in this sign-in. */
  readonly readySince?: Instant;
  readonly lastOfferAt?: Instant;
  readonly lastAcceptAt?: Instant;
  readonly lastReleaseAt?: Instant;
  /** Contacts that came to be hers in this sign-in. */
  readonly accepted: number;
  /** In units; a contact costs one, or what its queue says. */
  readonly capacity: number;
  /** So much more is lent to her by a preset that runs; read with her row, never written. */
  readonly extra?: number;
  /** Who gave her another capacity than her own for this sign-in. */
  readonly capacityBy?: Cause;
  /** Offers, contacts, and wrap-ups that run. May pass the capacity by what she kept (`adopted`), was given, or one that interrupts. */
  readonly used: number;
  /** Offers in a row that she did not answer. */
  readonly noAnswers: number;
  readonly wrapupsOwed: number;
  /** The contact that she is on the telephone for: nothing is offered to her beside it. */
  readonly aloneWith?: string;
  /** How many events it has; also the guard of its row. */
  readonly version: number;
  readonly signedInAt: Instant;
  readonly signedOutAt?: Instant;
};

type Event<Code extends SessionEvent["code"]> = Extract<SessionEvent, { code: Code }>;

export function signIn(id: string, event: Event<"signed_in">, at: Instant): AgentSession {
  return {
    id,
    staffId: event.staff,
    seatId: event.seat,
    presence: event.presence,
    stateSince: at,
    idleSince: at,
    ...(event.presence === "ready" && { readySince: at }),
    accepted: 0,
    capacity: event.capacity,
    used: 0,
    noAnswers: 0,
    wrapupsOwed: event.owed,
    version: 1,
    signedInAt: at,
  };
}

/** The only way in which a session changes; what is not legal throws and changes nothing. */
export function applySession(session: AgentSession, event: SessionEvent, at: Instant): AgentSession {
  const next = { ...session, version: session.version + 1 };
  if (session.presence === "offline" || event.code === "signed_in") return illegal(session, event.code);
  switch (event.code) {
    case "moved":
      return { ...next, seatId: event.seat };
    case "presence_changed":
      return moved(session, next, event, at);
    case "capacity_set":
      return { ...next, capacity: event.capacity, capacityBy: event.cause };
    case "day_began":
      return { ...next, accepted: 0 };
    case "reserved":
      if (!canTake(asThen(session, event), event.units) && !(event.interrupts && canBeInterrupted(session)))
        return illegal(session, event.code);
      return { ...next, used: session.used + (event.units ?? 1), lastOfferAt: at };
    case "accepted":
      return hers(next, at);
    case "taken":
      if (!canPull(asThen(session, event), event.units)) return illegal(session, event.code);
      return { ...hers(next, at), used: session.used + (event.units ?? 1) };
    case "joined":
      if (!canPull(asThen(session, event), event.units)) return illegal(session, event.code);
      return { ...next, used: session.used + (event.units ?? 1) };
    case "given":
      return { ...hers(next, at), used: session.used + (event.units ?? 1) };
    case "called":
      return { ...next, used: session.used + 1, aloneWith: event.contact };
    case "hung_up":
      return notAlone(next, event.contact);
    case "adopted":
      return { ...next, used: session.used + (event.units ?? 1) };
    case "released":
      if (session.used < (event.units ?? 1)) return illegal(session, event.code);
      return released(
        { ...notAlone(next, event.contact), used: session.used - (event.units ?? 1) },
        event.why,
        at,
      );
    case "owed":
      return { ...next, wrapupsOwed: session.wrapupsOwed + 1 };
    case "owed_filled":
      return { ...next, wrapupsOwed: Math.max(0, session.wrapupsOwed - 1) };
    case "signed_out":
      // Whatever she had is somebody's before she goes. Where her desk is gone a wrong count must not hold the seat.
      if ((event.how === "asked" && session.used > 0) || !mayMove(session.presence, "offline", event.by))
        return illegal(session, event.code);
      return { ...state(next, "offline", at), used: 0, signedOutAt: event.until };
  }
}

/** A session as its events tell it; the first signs in, and no other. */
export function foldSession(
  id: string,
  events: readonly { readonly event: SessionEvent; readonly at: Instant }[],
): AgentSession {
  const [first, ...rest] = events;
  if (first?.event.code !== "signed_in") throw new Error("illegal_transition: the first event signs in");
  return rest.reduce(
    (session, { event, at }) => applySession(session, event, at),
    signIn(id, first.event, first.at),
  );
}

/** What she may have at once now, by herself and by what is lent to her. */
export const capacityOf = ({ capacity, extra = 0 }: Pick<AgentSession, "capacity" | "extra">): number =>
  capacity + extra;

/** What takes room says what was lent to her then: told again, it is as legal as it was, whatever is lent by now. */
export const lentThen = (event: SessionEvent, { extra }: AgentSession): SessionEvent =>
  extra !== undefined && (event.code === "reserved" || event.code === "taken" || event.code === "joined")
    ? { ...event, lent: extra }
    : event;

const asThen = (session: AgentSession, { lent }: { readonly lent?: number }): AgentSession =>
  lent === undefined ? session : { ...session, extra: lent };

/** Room for a contact of so many units, the wish to have it, and no telephone in her hand. */
export const canTake = (session: AgentSession, units = 1): boolean =>
  session.presence === "ready" && hasRoom(session, units) && session.aloneWith === undefined;

const hasRoom = (session: AgentSession, units: number): boolean =>
  session.used + units <= capacityOf(session);

function notAlone(session: AgentSession, contactId: string): AgentSession {
  if (session.aloneWith !== contactId) return session;
  const { aloneWith: _, ...rest } = session;
  return rest;
}

/** One contact of a channel that interrupts passes her capacity, and only while none has (seats section 2.2). */
export const canBeInterrupted = (session: AgentSession): boolean =>
  session.presence === "ready" && hasRoom(session, 0);

/** Whoever asked to sign out goes with her last piece of work. */
export const whenIdle = ({ presence, used }: AgentSession, at: Instant): readonly SessionEvent[] =>
  presence === "logging_out" && used === 0
    ? [{ code: "signed_out", by: "engine", how: "asked", until: at }]
    : [];

/** By her own hand she may take one also while she is not ready, but never above her capacity. */
export const canPull = (session: AgentSession, units = 1): boolean =>
  session.presence !== "offline" && session.presence !== "logging_out" && hasRoom(session, units);

function illegal(session: AgentSession, code: SessionEvent["code"]): never {
  throw new Error(`illegal_transition: ${code} while ${session.presence}, ${session.used} used`);
}

function moved(
  before: AgentSession,
  next: AgentSession,
  event: Event<"presence_changed">,
  at: Instant,
): AgentSession {
  const { to, by, reason, cause, backAt } = event;
  if (!mayMove(before.presence, to, by)) return illegal(before, event.code);
  const changed = {
    ...state(next, to, at),
    ...(reason && { reason }),
    ...(cause && { cause }),
    ...(backAt !== undefined && { backAt }),
  };
  if (to !== "ready") return changed;
  // Nobody gains a place by saying again that she is ready; but she shows that she is there.
  if (before.presence === "ready") return { ...changed, stateSince: before.stateSince, noAnswers: 0 };
  return { ...changed, idleSince: at, readySince: at, noAnswers: 0 };
}

const hers = (next: AgentSession, at: Instant): AgentSession => ({
  ...next,
  noAnswers: 0,
  idleSince: at,
  lastAcceptAt: at,
  accepted: next.accepted + 1,
});

/** An offer that ended without her costs her no place in the order; only work that is done does. */
function released(next: AgentSession, why: Release, at: Instant): AgentSession {
  switch (why) {
    case "rejected":
    case "withdrawn":
    case "agent_gone":
    case "held":
      return next;
    case "no_answer":
      return { ...next, noAnswers: next.noAnswers + 1 };
    case "wrapup_owed":
      return { ...next, idleSince: at, lastReleaseAt: at, wrapupsOwed: next.wrapupsOwed + 1 };
    case "wrapped_up":
    case "transferred":
    case "parted":
    case "orphaned":
      return { ...next, idleSince: at, lastReleaseAt: at };
  }
}

function state(session: AgentSession, presence: Presence, at: Instant): AgentSession {
  const { reason: _reason, cause: _cause, backAt: _backAt, ...rest } = session;
  return { ...rest, presence, stateSince: at };
}
