/** What is known after a platform was asked for something that is no message. */
export type Asked<Value> =
  | { readonly kind: "done"; readonly value: Value }
  /** It has understood, and done nothing. `code` is its own; `whose`: what that code is about. */
  | { readonly kind: "refused"; readonly code: string; readonly whose: Refused; readonly afterMs?: number }
  /** Nobody has said whether it was done. `code` is a word. */
  | { readonly kind: "unanswered"; readonly code: string; readonly afterMs?: number };

/**
 * fan: this one is none of the account's, or out of reach. account: nothing of the kind is done for the account for a
 * while (quota, rights, its token). request: what was asked is not right, whoever it was for.
 */
export type Refused = "fan" | "account" | "request";
