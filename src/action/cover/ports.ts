import type { Instant } from "../../core/kernel/instant.ts";

export type CoverStore = {
  /** Whether she may answer for its owner now. */
  readonly mayAnswer: (contactId: string, staffId: string) => Promise<boolean>;
  /** The owner has looked. */
  readonly know: (conversationId: string, staffId: string, at: Instant) => Promise<void>;
};
