import type { ConsultEnd, Consultation, FlagReason } from "../../core/consult/consultation.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Member } from "../../core/seating/member/member.ts";

export type NewConsultation = Omit<Consultation, "how"> & {
  readonly reason: FlagReason | undefined;
  /** Number of the note that says what it is about. */
  readonly noteSeq: number | undefined;
};

export type ConsultStore = {
  /** Without a lock: it is read again under its contact's. */
  readonly look: (id: string) => Promise<Consultation | undefined>;
  /** False where that person is asked about this contact already. */
  readonly begin: (consultation: NewConsultation) => Promise<boolean>;
  /** She has it from now on; raced where somebody else has. */
  readonly take: (id: string, staffId: string) => Promise<void>;
  /** `known`: who asked need not be told. Raced where it has ended. */
  readonly end: (
    id: string,
    end: { readonly how: ConsultEnd; readonly answerSeq?: number; readonly known: boolean },
    at: Instant,
  ) => Promise<void>;
  /** Who asked has seen how it ended. False where it is not hers, or has not ended. */
  readonly know: (id: string, staffId: string, at: Instant) => Promise<boolean>;
  /** Leaders of the contact's queue, and the mentor of an owner who is new; `isThere`: signed in at this moment. */
  readonly leaders: (
    contactId: string,
    at: Instant,
  ) => Promise<readonly { readonly staffId: string; readonly isThere: boolean }[]>;
  /** Who writes beside the contact's owner, under its conversation's lock. */
  readonly members: (contactId: string) => Promise<readonly Member[]>;
  readonly join: (member: Member) => Promise<void>;
  /** Raced where she has left. */
  readonly part: (member: Member, at: Instant) => Promise<void>;
  /** Whether there is such a person at work with us. */
  readonly isStaff: (staffId: string) => Promise<boolean>;
};
