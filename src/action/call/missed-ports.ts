import type { Person } from "../../core/desk/desk.ts";
import type { ContactEvent, Opening } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { CallPlace } from "./ports.ts";

/** Whose calls she sees beside her own: of these queues; null: of all. */
export type MissedReach = {
  readonly staffId: string;
  readonly queues: readonly string[] | null;
  readonly since: Instant;
};

/** A call that reached nobody. */
export type MissedCall = {
  readonly id: string;
  readonly at: Instant;
  readonly masked: string | null;
  /** What we call who has this number. */
  readonly name: string | null;
  /** At whose seat it rang; null: at nobody's who was there. */
  readonly rang: Person | null;
  readonly queueName: string | null;
  readonly system: string;
  readonly mayCall: boolean;
  /** The same number has been talked to since. */
  readonly reachedAt: Instant | null;
  /** Who calls back, and where. */
  readonly back: Person | null;
  readonly backAt: Instant | null;
  readonly conversationId: string | null;
};

export type HeldMissed = {
  readonly id: string;
  readonly systemId: string;
  readonly externalId: string;
  readonly numberHash: string | null;
  readonly queueId: string | null;
  readonly back: (CallPlace & { readonly staffId: string; readonly name: string }) | null;
};

export type MissedStore = {
  /** The newest first. */
  readonly list: (reach: MissedReach) => Promise<readonly MissedCall[]>;
  readonly lock: (id: string, reach: MissedReach) => Promise<HeldMissed | undefined>;
  /** A conversation of its own with whoever has the number. */
  readonly open: (
    call: HeldMissed,
    event: ContactEvent & { readonly opens: Opening },
    at: Instant,
  ) => Promise<CallPlace>;
  readonly take: (
    id: string,
    by: { readonly staffId: string; readonly contactId: string },
    at: Instant,
  ) => Promise<void>;
};
