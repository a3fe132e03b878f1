import type { CoverCause } from "../cover/cover.ts";
import type { DialCode, DialStage } from "../dial/dial.ts";
import type { ContactRow, Fan, Person } from "./desk.ts";

/** What stands at a desk beside the contacts that are hers. Moments are ISO strings. */

/** 代管: a customer of a colleague who is away. */
export type Covered = {
  readonly contactId: string;
  readonly owner: Person;
  readonly cause: CoverCause;
  /** The beginning of what was said last. */
  readonly said: string;
} & Pick<ContactRow, "conversationId" | "fan" | "channel" | "surface" | "waitingSince">;

/** What was said in a contact of hers while she was away. */
export type Meanwhile = {
  readonly conversationId: string;
  readonly fan: Fan;
  /** Words of colleagues. */
  readonly answers: number;
  readonly endedAt: string;
};

export type Covering = {
  /** Whose fan waits first, the longest first; then those whom somebody has answered. */
  readonly toAnswer: readonly Covered[];
  /** What colleagues have said to hers while she was away, until she has looked. */
  readonly meanwhile: readonly Meanwhile[];
};

/** An order of hers to ring a customer: the newest of each contact, for as long as it is news. */
export type Dial = {
  readonly dialId: string;
  readonly contactId: string;
  readonly stage: DialStage;
  /** Why nothing rings; of an order that is still tried: why not yet. */
  readonly code: DialCode | null;
  readonly masked: string | null;
  readonly at: string;
  /** Where its call is kept, once one is reported. */
  readonly callConversationId: string | null;
  /** Not answered: it is due again then, by itself. */
  readonly againAt: string | null;
};

export type Phone = {
  /** Whether a telephone system takes orders. */
  readonly mayDial: boolean;
  readonly dials: readonly Dial[];
};

export const NO_COVERING: Covering = { toAnswer: [], meanwhile: [] };
export const NO_PHONE: Phone = { mayDial: false, dials: [] };
