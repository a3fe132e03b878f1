import type { ContactEvent } from "../../core/contact/event.ts";
import type { Awaited, Channel, ContactRow, Fan, Person, ThreadItem } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Leaving } from "../../core/ledger/join.ts";
import type { LedgerWindow } from "../../core/ledger/ledger.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";

/** The head of a thread. */
export type Head = {
  readonly id: string;
  readonly fan: Fan;
  readonly channel: Channel;
  readonly seq: number;
  readonly readSeq: number;
  /** The open one, else the newest. */
  readonly contact: ContactRow | null;
  readonly ticket: {
    readonly id: string;
    readonly number: number;
    readonly state: "open" | "closed";
    readonly title: string | null;
  } | null;
  readonly servedBefore: { readonly contactId: string; readonly staff: Person; readonly at: string } | null;
  readonly socialThreadId: string | null;
};

/** Who the fan is, and what she came for before. */
export type Profile = {
  readonly fan: Fan & { readonly firstSeenAt: string; readonly version: number };
  readonly channel: Channel;
  readonly contactsTotal: number;
  readonly openTickets: number;
  readonly contacts: readonly {
    /** On the telephone, in public, by writing. */
    readonly surface: ContactRow["surface"];
    readonly contactId: string;
    readonly conversationId: string;
    readonly ticketId: string;
    readonly ticketNumber: number;
    readonly state: ContactRow["state"];
    readonly createdAt: string;
    readonly endedAt: string | null;
    readonly owner: Person | null;
    readonly newcomerDay: number | null;
    readonly reason: { readonly id: string; readonly name: string; readonly nameEn: string | null } | null;
    readonly outcome: string | null;
    readonly rating: number | null;
  }[];
};

export type ThreadPage = {
  readonly items: readonly ThreadItem[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
};

/** The event that made the bot say something, and how the entries in it are called. */
export type Reason = { readonly event: ContactEvent; readonly titles: ReadonlyMap<string, string> };

export type ConversationStore = {
  readonly accountOf: (id: string) => Promise<string | undefined>;
  /**
   * What the platform lets the account say there, and what has not left yet; `hold`: nor does it before the transaction
   * is over.
   */
  readonly places: (
    id: string,
    rules: LedgerRules,
    at: Instant,
    hold?: boolean,
  ) => Promise<{ readonly windows: readonly LedgerWindow[]; readonly waiting: readonly Leaving[] }>;
  readonly mayRead: (id: string, reach: Reach) => Promise<boolean>;
  readonly head: (id: string, staffId: string) => Promise<Head | undefined>;
  /** `at`: until when things happened, in the newest piece. */
  readonly messages: (
    id: string,
    cursor: {
      readonly before?: number | undefined;
      readonly after?: number | undefined;
      readonly limit: number;
    },
    at: Instant,
  ) => Promise<ThreadPage>;
  /** Why the bot said that message; undefined where nothing was kept of it. */
  readonly reason: (id: string, seq: number) => Promise<Reason | undefined>;
  /** The mark as it is now; undefined where there is no such conversation. */
  readonly markRead: (staffId: string, id: string, seq: number) => Promise<number | undefined>;
  /** She wants to be told when the fan writes again; false where she waits for too many. */
  readonly await: (staffId: string, id: string, at: Instant) => Promise<boolean>;
  readonly forget: (staffId: string, id: string) => Promise<void>;
  /** Whom she waits for, oldest first. */
  readonly awaitedBy: (staffId: string) => Promise<readonly Awaited[]>;
  readonly profile: (id: string) => Promise<Profile | undefined>;
  /** The new version; undefined where somebody was quicker. */
  readonly rename: (
    id: string,
    profile: { readonly version: number; readonly name: string | null; readonly remark: string | null },
  ) => Promise<number | undefined>;
};
