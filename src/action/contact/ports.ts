import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import type { Content } from "../../core/channel/content.ts";
import type { Surface } from "../../core/conversation/surface.ts";
import type { ChainStep } from "../../core/seating/passing/chain.ts";
import type { Passing } from "../../core/seating/passing/passing.ts";
import type { AgentSession } from "../../core/seating/session.ts";
import type { Offer } from "../../core/seating/work.ts";
import type { Abilities } from "../../core/queue/abilities.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { QueuePolicy } from "../../core/queue/policy.ts";

/** A contact under its conversation's lock. */
export type Held = {
  readonly contact: Contact;
  readonly conversationId: string;
  readonly accountId: string;
  readonly surface: Surface;
  /** Number of the conversation's last message. */
  readonly seq: number;
};

/** Who does it, and when. */
export type Stamp = { readonly actor: string; readonly at: Instant };

/** What an agent writes, in one transaction with its event. */
export type Writing = {
  readonly staffId: string;
  /** A note: never leaves. */
  readonly internal: boolean;
  readonly contents: readonly Content[];
  /** The message that this one sends again. */
  readonly resendOf?: number;
};

export type ContactStore = {
  readonly lock: (contactId: string) => Promise<Held | undefined>;
  /** Without a lock, for questions. */
  readonly look: (contactId: string) => Promise<Held | undefined>;
  /** The conversation's open contact, else its newest. */
  readonly lockIn: (conversationId: string) => Promise<Held | undefined>;
  /** Whether the conversation has an open one. */
  readonly isOpenIn: (conversationId: string) => Promise<boolean>;
  /** Where they belong, in the order in which they have to be locked. */
  readonly inLockOrder: (contactIds: readonly string[]) => Promise<readonly string[]>;
  readonly step: (before: Contact, events: readonly ContactEvent[], stamp: Stamp) => Promise<Contact>;
  /** Adds messages behind the last one; what is no note waits to leave. Returns their numbers. */
  readonly write: (held: Held, writing: Writing, at: Instant) => Promise<readonly number[]>;
  /** Of the queue where it waits, or would; its id where there is one. */
  readonly policyOf: (
    held: Held,
  ) => Promise<{ readonly queueId: string | undefined; readonly policy: QueuePolicy }>;
  readonly nameOf: (staffId: string) => Promise<string>;
  /** Units of her session, one usually, for a contact that she takes by her own hand; which session. */
  readonly takeUnit: (
    staffId: string,
    taken: { readonly contactId: string; readonly units?: number },
    stamp: Stamp,
  ) => Promise<{ readonly sessionId: string } | "not_seated" | "at_capacity">;
  /** Gives back what a contact held of her who had it, before that was done to it. */
  readonly giveUp: (
    before: Contact,
    why: "transferred" | "held" | "wrapped_up",
    stamp: Stamp,
  ) => Promise<void>;
  /** Gives back what a contact held before it was wrapped up, or the debt of it. */
  readonly settleWrapUp: (before: Contact, stamp: Stamp) => Promise<void>;
};

/** What is known of an agent beside her session: what she can, and the channels of what she has and is offered. */
export type Hands = {
  readonly name: string;
  readonly abilities: Abilities;
  readonly inHand: readonly string[];
};

/** 转接经过 of a contact, what its staff and queues are called, and its senders' notes by their numbers. */
export type Chained = {
  readonly conversationId: string;
  readonly steps: readonly ChainStep[];
  readonly names: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<number, string>;
};

/** What is done to a contact between agents, under its conversation's lock. */
export type PassingStore = {
  /** Of these, who is signed in; locked, in the order that everybody keeps. */
  readonly sessions: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, AgentSession>>;
  /** Undefined where there is no such person any more. */
  readonly hands: (staffId: string) => Promise<Hands | undefined>;
  /** Those that live: of one contact several, where all are called at once. */
  readonly offersOf: (contactId: string) => Promise<readonly Offer[]>;
  readonly policyOfQueue: (queueId: string) => Promise<QueuePolicy>;
  readonly write: (contact: Contact, passing: Passing, stamp: Stamp) => Promise<void>;
  /** Undefined where there is no such contact. */
  readonly chain: (contactId: string) => Promise<Chained | undefined>;
};
