import type { Scope } from "../../core/access/actor.ts";
import type { BounceReason } from "../../core/contact/happening/words.ts";
import type { Reach } from "../../core/desk/reach.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { MisrouteCount } from "../../core/seating/passing/misroute.ts";

export type Misroute = Pick<MisrouteCount, "sender" | "from" | "to"> & {
  readonly at: Instant;
  readonly contactId: string;
  readonly conversationId: string | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly why: BounceReason;
};

/** Of one person, or one way. */
export type MisrouteFilter = {
  readonly sender?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

export type MisrouteStore = {
  /** Practice counts only while there is nothing else. */
  readonly count: (from: Instant, scope: Scope) => Promise<readonly MisrouteCount[]>;
  /** The newest first; conversations only where the reader may see them. */
  readonly newest: (
    from: Instant,
    scope: Scope,
    filter: MisrouteFilter,
    reach: Reach,
    limit: number,
  ) => Promise<readonly Misroute[]>;
};
