import type { Instant } from "../../core/kernel/instant.ts";

export type AbuseStore = {
  /** Whether the contact is hers, or she did something in it since then. */
  readonly wasHers: (contactId: string, staffId: string, since: Instant) => Promise<boolean>;
  /** Notes that she recovers from it; false where she has done so before. */
  readonly recovers: (contactId: string, staffId: string, at: Instant) => Promise<boolean>;
};
