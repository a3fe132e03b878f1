import type { QueueRules } from "../../core/assignment/live/rules.ts";
import type { Floor, Images } from "../../core/assignment/mirror/image.ts";
import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { OwnHours, QueuePolicy } from "../../core/queue/policy.ts";
import type { SeatingLimits } from "../../core/queue/rules.ts";
import type { Passing } from "../../core/seating/passing/passing.ts";
import type { AgentSession } from "../../core/seating/session.ts";
import type { AgentWork, Offer, WorkChange } from "../../core/seating/work.ts";
import type { Settings } from "../../core/setting/registry.ts";

/**
 * Why a change did not become true. Nothing is left of it; the next look sees what is there now.
 * fenced: the queue group's lease is another's by now.
 */
export type Refused = "raced" | "locked" | "nothing" | "fenced";

/** A queue group that this node alone seats, until another has taken it over: then the token is no longer its. */
export type Lease = { readonly groupId: string; readonly token: number };

/** What a group's floor stands in, which changes seldom: with it, all is looked at anew. */
export type FloorFrame = {
  readonly groupId: string;
  readonly limits: SeatingLimits;
  readonly queues: ReadonlyMap<string, { readonly rules: QueueRules; readonly publicBoostMs: number }>;
  /** Places of the seats, by id. */
  readonly seats: ReadonlyMap<string, number>;
};

/** Sessions by whose they are. */
type Sessions = { readonly sessions: ReadonlyMap<string, string> };
export type Opened = Floor & Sessions & { readonly frame: FloorFrame };
export type Looked = Omit<Images, "pauses"> & Sessions;

/** Contacts and staff, by id. */
export type Changed = { readonly contacts: ReadonlySet<string>; readonly agents: ReadonlySet<string> };

/** What became true; `was` is the session before. */
export type Became = {
  readonly was: AgentSession;
  readonly session: AgentSession;
  readonly contacts: readonly Contact[];
};

export type Written = Became | Refused;

/** A session's units, counted anew from what it holds. */
export type Recount = { readonly sessionId: string; readonly used: number; readonly held: number };

/**
 * The seating loop's door to the database. What is found is a guess; each change locks what it is about, decides on
 * what is there then, and becomes true as a whole or not at all.
 */
export type SeatingStore = {
  /** The settings that hold for all. */
  readonly settings: () => Promise<Settings>;
  /** The queue groups that are this node's to seat, by leases of so long; what is free becomes its. */
  readonly hold: (node: string, leaseMs: number) => Promise<readonly Lease[]>;
  /** Whoever is next need not wait until they are over. */
  readonly release: (node: string) => Promise<void>;
  /** All of a group's floor. */
  readonly open: (groupId: string, limits: SeatingLimits, at: Instant) => Promise<Opened>;
  /** What changed since, whoever did it, with what is asked for; undefined where all is to be opened anew. */
  readonly look: (
    frame: FloorFrame,
    also: Changed & { readonly silent: ReadonlySet<string> },
    at: Instant,
  ) => Promise<Looked | undefined>;
  /** Gives a contact to an agent, while the lease is still ours. */
  readonly seat: (
    which: { readonly contactId: string; readonly sessionId: string; readonly lease: Lease },
    at: Instant,
    decide: (contact: Contact, session: AgentSession) => WorkChange | undefined,
  ) => Promise<Written>;

  /** 一起响: gives a contact to whoever of these accepts first, while the lease is still ours. */
  readonly callAll: (
    which: { readonly contactId: string; readonly staffIds: readonly string[]; readonly lease: Lease },
    at: Instant,
    decide: (contact: Contact, sessions: ReadonlyMap<string, AgentSession>) => Passing | undefined,
  ) => Promise<Contact | Refused>;

  /** Offers whose time is up, and offers whose contact has gone. */
  readonly overdue: (at: Instant) => Promise<readonly Offer[]>;
  readonly forsaken: () => Promise<readonly Offer[]>;
  /** Sessions that count contacts of which the last came to them before then. */
  readonly countedBefore: (midnight: Instant) => Promise<readonly { readonly sessionId: string }[]>;
  /** Sessions whose recovery is over. */
  readonly recovered: (at: Instant) => Promise<readonly { readonly sessionId: string }[]>;
  /** Sessions whose desk was not heard of since. */
  readonly silent: (since: Instant) => Promise<readonly { readonly sessionId: string }[]>;
  /** Changes an agent's work: her offers, or all that she has. */
  readonly change: (
    which: { readonly sessionId: string; readonly scope: "offers" | "all" },
    at: Instant,
    decide: (work: AgentWork, now: WorkNow) => WorkChange | undefined,
  ) => Promise<Written>;

  /** Contacts that somebody spoke in after they were put aside, or whose agent is back. */
  readonly awake: () => Promise<readonly { readonly contactId: string }[]>;
  readonly wake: (contactId: string, at: Instant) => Promise<Contact | Refused>;

  /** Contacts whose wrap-up was not filled in time. */
  readonly unfilled: (at: Instant) => Promise<readonly { readonly contactId: string }[]>;
  readonly owe: (contactId: string, at: Instant) => Promise<Contact | Refused>;

  /** Messages left, for whose queue somebody is signed in now; of those that need not wait, what is soon promised. */
  readonly attended: (at: Instant, zone: string) => Promise<readonly { readonly contactId: string }[]>;
  /**
   * Waiting contacts for whose queue nobody has been signed in for so long, or for as long as it says itself; and to
   * which queue they go on.
   */
  readonly deserted: (
    at: Instant,
    nobodyMs: number,
  ) => Promise<readonly { readonly contactId: string; readonly to: string | null }[]>;
  /** Changes a contact that no agent has, and may say something to its fan. */
  readonly step: (
    contactId: string,
    at: Instant,
    decide: (contact: Contact, its: StepOf) => ContactStep | undefined,
  ) => Promise<Contact | Refused>;

  /** Turns for a break that were not used are over, and whoever is next may go; whom it concerns. */
  readonly moveBreakLine: (turnMs: number, at: Instant) => Promise<readonly string[]>;
  /** Whoever wrote beside an owner is free as that contact ends or is another's; whose desks show it. */
  readonly partForsaken: (at: Instant) => Promise<readonly string[]>;
  /** Ends what was asked about contacts that whoever asked has not any more; whose desks show it. */
  /** Begins and ends 代管; whose desks show it. */
  readonly cover: (
    settings: Settings,
    at: Instant,
  ) => Promise<{ readonly count: number; readonly staff: readonly string[] }>;
  readonly endConsults: (at: Instant) => Promise<readonly string[]>;

  /** Sessions whose count is not what they hold. */
  readonly miscounted: () => Promise<readonly Recount[]>;
};

/** What is known beside the work itself. */
export type WorkNow = {
  readonly beatAt: Instant;
  /** Of the queue where a contact waits. */
  readonly policyOf: (contactId: string) => QueuePolicy;
};

/** Whose fan it is, and the hours of its queue where those are its own. */
export type StepOf = { readonly accountId: string; readonly hours: OwnHours | undefined };

export type ContactStep = { readonly events: readonly ContactEvent[]; readonly notice?: string };
