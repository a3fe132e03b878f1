import type { Instant } from "../kernel/instant.ts";

/** What is kept of one account's access token, for all nodes. The value is a secret: never logged. */
export type TokenRecord = {
  /** Grows with every token that is written; 0 where there was none yet. */
  readonly version: number;
  readonly token?: KeptToken;
  /** The platform refused to give one: nobody asks again before then. */
  readonly trouble?: { readonly code: string; readonly until: Instant };
  /** When a new token was forced last. */
  readonly forcedAt?: Instant;
};

export type KeptToken = {
  readonly value: string;
  readonly expiresAt: Instant;
  readonly refreshedAt: Instant;
};

/** The right to ask the platform for a token, until it runs out. */
export type TokenLease = { readonly id: string };

/**
 * Where the keepers of all nodes meet: one row per account. Each method is a short write of its own, so the call to
 * the platform lies between them and never inside a transaction.
 */
export type TokenStore = {
  readonly read: () => Promise<TokenRecord>;
  /** Undefined where somebody else has the lease, or the token is not that version any more. */
  readonly claim: (version: number, leaseMs: number) => Promise<TokenLease | undefined>;
  /** Ends the lease with what came of it. False, and nothing is written, where the lease is not ours any more. */
  readonly settle: (lease: TokenLease, outcome: TokenOutcome) => Promise<boolean>;
};

export type TokenOutcome =
  | { readonly kind: "token"; readonly token: KeptToken; readonly forced: boolean }
  | { readonly kind: "trouble"; readonly code: string; readonly until: Instant };
