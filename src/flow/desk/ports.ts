import type { QueueCount } from "../../core/desk/counts.ts";
import type {
  Awaited,
  Consult,
  ContactRow,
  Seated,
  Send,
  ShownOffer,
  ThreadItem,
} from "../../core/desk/desk.ts";
import type { Covering, Phone } from "../../core/desk/beside.ts";
import type { DeskChanges, DeskStamp, SendPlace } from "../../core/desk/stamp.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** What the watcher of the desks asks. Each call serves all desks at once and finds its rows by index. */
export type DeskStore = {
  /** By staff id. */
  readonly stamps: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, DeskStamp>>;
  /** By contact id, unread as its owner, or whom it is offered to, sees it. */
  readonly rows: (contactIds: readonly string[]) => Promise<ReadonlyMap<string, ContactRow>>;
  /** Those that live, by contact id. */
  readonly offers: (
    contactIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Omit<ShownOffer, "contact">>>;
  readonly seated: (staffId: string) => Promise<Seated | null>;
  /** What is newer than the given numbers, by conversation: at most `max` messages of each, none before `since`. */
  readonly news: (asked: {
    readonly messages: DeskChanges["messages"];
    readonly lines: DeskChanges["lines"];
    readonly since: Instant;
    readonly max: number;
  }) => Promise<ReadonlyMap<string, { readonly items: readonly ThreadItem[]; readonly more: boolean }>>;
  readonly sends: (places: readonly SendPlace[]) => Promise<readonly (SendPlace & Send)[]>;
  /** Number of each conversation's last message. */
  readonly seqs: (conversationIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** How many wait and are served in each queue; null: of accounts without one. */
  readonly waiting: () => Promise<readonly QueueCount[]>;
  readonly bots: () => Promise<readonly QueueCount[]>;
  /** How many of each one's contacts have ended on this moment's day, by the house's zone. */
  readonly ended: (staffIds: readonly string[], at: Instant) => Promise<ReadonlyMap<string, number>>;
  /** Whom each of them waits for, oldest first. */
  readonly awaited: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, readonly Awaited[]>>;
  /** What each of them is asked, or has asked, oldest first. */
  readonly consults: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, readonly Consult[]>>;
  /** 代管, both sides of it, of whoever has any. */
  readonly coverings: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, Covering>>;
  /** Whom each of them has had rung a short while ago. */
  readonly phones: (staffIds: readonly string[], at: Instant) => Promise<ReadonlyMap<string, Phone>>;
  readonly names: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Which of these sign-ins live still, within the limits of the settings. */
  readonly alive: (sessionIds: readonly string[], at: Instant) => Promise<ReadonlySet<string>>;
  /** Another word whenever something else deviates from normal; empty: nothing does. */
  readonly deviates: () => Promise<string>;
  /** The desks of these sessions on a seat are there. */
  readonly beat: (seatSessionIds: readonly string[], at: Instant) => Promise<void>;
};
