import type { Scope } from "../../core/access/actor.ts";
import type { Sending } from "../../core/helping/helping.ts";
import type { Instant } from "../../core/kernel/instant.ts";

type Named = { readonly id: string; readonly name: string };

/** Somebody who helps in a queue for some hours. */
export type Helper = {
  readonly id: string;
  readonly staff: Named;
  readonly queue: Named;
  readonly sending: Sending;
  readonly at: Instant;
  readonly endsAt: Instant;
  /** Who asked her; null: nobody's name any more. */
  readonly by: string | null;
  /** It is over, but she has contacts of the queue in hand; null: it is not over. */
  readonly endedAt: Instant | null;
};

export type HelperStore = {
  /** Those who help now, or have contacts of their time in hand yet: in these queues, and oneself. */
  readonly list: (within: Scope, staffId: string) => Promise<readonly Helper[]>;
  /** Locked. */
  readonly byId: (id: string) => Promise<Helper | undefined>;
  /** Who helps somewhere now. */
  readonly open: (staffId: string) => Promise<Helper | undefined>;
  readonly isMember: (staffId: string, queueId: string) => Promise<boolean>;
  /** People of the house who are no members of the queue and help nowhere, by name; at most 50. */
  readonly candidates: (queueId: string, search: string | undefined) => Promise<readonly Named[]>;
  /** Membership and all; false: somebody else was quicker. */
  readonly begin: (
    helper: {
      readonly id: string;
      readonly staffId: string;
      readonly queueId: string;
      readonly sending: Sending;
      readonly endsAt: Instant;
    },
    by: string,
    at: Instant,
  ) => Promise<boolean>;
  readonly end: (id: string, by: string, at: Instant) => Promise<void>;
  /** How what she writes to the customer of a contact leaves; undefined: she is no helper there, or was none when she got her. */
  readonly sendingIn: (staffId: string, contactId: string) => Promise<Sending | undefined>;
  /** The words of canned replies that everybody in the contact's queue may use: nobody's own. */
  readonly cannedIn: (contactId: string) => Promise<readonly string[]>;
};
