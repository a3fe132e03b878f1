import type { Instant } from "../../kernel/instant.ts";

/** What an account's calls to its platform are made with, as its adapter keeps it for all nodes. */
export type Access = {
  /** own: the platform gives the token for our secret. theirs: the brand's token server does (days G4). */
  readonly source: "own" | "theirs";
  /** One that is good for some minutes. A secret: never logged. */
  readonly token: () => Promise<AccessToken>;
};

export type AccessToken =
  | { readonly kind: "token"; readonly token: { readonly value: string; readonly expiresAt: Instant } }
  | { readonly kind: "none"; readonly code: string };
