import type { CheckFacts } from "../../core/channel/check.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** An account's end-to-end check, and all that is known of the first word since its start. */
export type Check = CheckFacts & { readonly id: string };

export type CheckStore = {
  /** Takes the place of the account's last one. */
  readonly start: (
    check: { readonly id: string; readonly accountId: string; readonly until: Instant },
    at: Instant,
  ) => Promise<void>;
  /** The account's last; undefined where it never had one. */
  readonly last: (accountId: string) => Promise<Check | undefined>;
};
