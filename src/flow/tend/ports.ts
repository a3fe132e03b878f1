import type { WatchedAccount } from "../../core/channel/silence.ts";
import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { QueuePolicy } from "../../core/queue/policy.ts";

/** What becomes of a contact in which nothing has happened since `lastAt`, in a queue of that policy. */
export type DecideDormant = (quiet: {
  readonly contact: Contact;
  readonly lastAt: Instant;
  readonly policy: QueuePolicy;
}) => ContactEvent | undefined;

export type SilenceStore = {
  /** Real accounts that are on. */
  readonly accounts: () => Promise<
    readonly (Pick<WatchedAccount, "minutes" | "silentSince" | "createdAt"> & { readonly id: string })[]
  >;
  /** When each account's fans wrote last; absent where nobody ever did. */
  readonly lastWords: () => Promise<ReadonlyMap<string, Instant>>;
  /** The last message that came to each account since then. */
  readonly lastSince: (since: Instant) => Promise<ReadonlyMap<string, Instant>>;
  /** How many messages came to each account since then, counted up to `USUAL_MAX`. */
  readonly count: (since: Instant) => Promise<ReadonlyMap<string, number>>;
  /** Whether it was we who wrote it: of all nodes one tells. */
  readonly begin: (id: string, since: Instant) => Promise<boolean>;
  readonly end: (id: string) => Promise<boolean>;
};
