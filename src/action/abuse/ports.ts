import type { LiftReason } from "../../core/abuse/flag.ts";
import type { Person } from "../../core/desk/desk.ts";
import type { Instant } from "../../core/kernel/instant.ts";

export type Warning = {
  readonly contactId: string;
  /** The first, or the second. */
  readonly n: number;
  /** The message that said so. */
  readonly seq: number;
  readonly staffId: string;
};

/** Who said that she is none who insults again and again, when, and why. */
export type AbuseLift = { readonly by: Person; readonly at: Instant; readonly reason: LiftReason };

/** Of all identities that are known to be hers. An incident is a second warning; an end for insults has one before it. */
export type AbuseHistory = {
  /** The newest first, so many as are kept in mind at most. */
  readonly incidents: readonly Instant[];
  /** The last. */
  readonly lift: AbuseLift | undefined;
};

export type AbuseStore = {
  /** How many there are; whoever writes one has the contact locked. */
  readonly warnings: (contactId: string) => Promise<number>;
  readonly warn: (warning: Warning, at: Instant) => Promise<void>;
  /** What the customer has written or said in this contact, the newest first, so many as tell something. */
  readonly said: (contactId: string) => Promise<readonly string[]>;
  /** Whether she has given this contact to a colleague for insults before; whoever asks has it locked. */
  readonly hasGiven: (contactId: string, staffId: string) => Promise<boolean>;
  readonly history: (conversationId: string) => Promise<AbuseHistory>;
  readonly lift: (
    lift: { readonly conversationId: string; readonly staffId: string; readonly reason: LiftReason },
    at: Instant,
  ) => Promise<void>;
  /** Whether the contact is hers, or she did something in it since then. */
  readonly wasHers: (contactId: string, staffId: string, since: Instant) => Promise<boolean>;
  /** Notes that she recovers from it; false where she has done so before. */
  readonly recovers: (contactId: string, staffId: string, at: Instant) => Promise<boolean>;
};
