import type { Instant } from "../../core/kernel/instant.ts";

export type Warning = {
  readonly contactId: string;
  /** The first, or the second. */
  readonly n: number;
  /** The message that said so. */
  readonly seq: number;
  readonly staffId: string;
};

export type AbuseStore = {
  /** How many there are; whoever writes one has the contact locked. */
  readonly warnings: (contactId: string) => Promise<number>;
  readonly warn: (warning: Warning, at: Instant) => Promise<void>;
  /** Whether the contact is hers, or she did something in it since then. */
  readonly wasHers: (contactId: string, staffId: string, since: Instant) => Promise<boolean>;
  /** Notes that she recovers from it; false where she has done so before. */
  readonly recovers: (contactId: string, staffId: string, at: Instant) => Promise<boolean>;
};
