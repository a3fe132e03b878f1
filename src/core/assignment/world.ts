import type { OfferOutcome } from "../contact/event.ts";
import type { Instant } from "../kernel/instant.ts";
import type { QueuePolicy } from "../queue/policy.ts";
import type { AgentSession } from "../seating/session.ts";

/** All that seating one queue group is decided on, as it was at one moment. */
export type World = {
  readonly queues: ReadonlyMap<string, QueuePolicy>;
  readonly waiting: readonly WaitingContact[];
  /** Whoever is ready, whether there is room or not. */
  readonly agents: readonly ReadyAgent[];
  /** Offers of waiting contacts, and of these agents, that ended a short while ago. */
  readonly ended: readonly PastOffer[];
  readonly limits: SeatingLimits;
};

export type WaitingContact = {
  readonly id: string;
  readonly queueId: string;
  readonly enqueuedAt: Instant;
  /** The agent who had the contact that it reopens. */
  readonly preferId?: string;
};

export type ReadyAgent = Pick<AgentSession, "staffId" | "capacity" | "used" | "idleSince" | "wrapupsOwed"> & {
  readonly sessionId: string;
  /** Number of her seat: the last but one word where everything else is equal. */
  readonly seat: string;
  /** Her queues, and the level at which each asks her: 0 first. */
  readonly levels: ReadonlyMap<string, number>;
  /** When her desk was last heard of. */
  readonly beatAt: Instant;
};

export type PastOffer = {
  readonly contactId: string;
  readonly staffId: string;
  readonly outcome: OfferOutcome;
  readonly at: Instant;
};

export type SeatingLimits = {
  /** With so many wrap-ups owed nobody gets a new contact (days, G11). */
  readonly owedMax: number;
  /** Whoever rejected a contact, or did not answer, is not asked for it again for so long. */
  readonly excludeMs: number;
  /** And not for any other for so long. */
  readonly coolMs: number;
  /** The same pair is never tried again sooner, whatever happened. */
  readonly pairMs: number;
  /** A desk unheard of for so long gets nothing new. */
  readonly silentMs: number;
};

/** One contact to one agent; true only once it is written. */
export type Decision = {
  readonly contact: WaitingContact;
  readonly agent: ReadyAgent;
  /** Undefined: accepted by itself. */
  readonly until?: Instant;
};

/** `lookAt`: when time alone may bring a decision that is not possible now. */
export type Assigned = { readonly decisions: readonly Decision[]; readonly lookAt?: Instant };
