import type { ContactRow, Fan } from "../../core/desk/desk.ts";
import type { CoverCause } from "../../core/cover/cover.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** What a colleague may answer. */
export type Covered = {
  readonly contactId: string;
  readonly owner: { readonly id: string; readonly name: string };
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
  readonly endedAt: Instant;
};

export type CoverStore = {
  /** Of others: whose fan waits first, the longest first; then those whom somebody has answered. */
  readonly forColleague: (staffId: string) => Promise<readonly Covered[]>;
  readonly meanwhile: (staffId: string) => Promise<readonly Meanwhile[]>;
  /** Whether she may answer for its owner now. */
  readonly mayAnswer: (contactId: string, staffId: string) => Promise<boolean>;
  /** The owner has looked. */
  readonly know: (conversationId: string, staffId: string, at: Instant) => Promise<void>;
};
