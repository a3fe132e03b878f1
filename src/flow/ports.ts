import type { CanaryFigures } from "../core/canary/canary.ts";
import type { Content } from "../core/channel/content.ts";
import type { InboundMessage } from "../core/channel/message.ts";
import type { Contact } from "../core/contact/contact.ts";
import type { ContactEvent } from "../core/contact/event.ts";
import type { ConversationEvent } from "../core/conversation/event.ts";
import type { RatingDue } from "../core/contact/rating.ts";
import type { Invited, Say, Served } from "../core/contact/hearing.ts";
import type { Said, SaidClass } from "../core/conversation/said.ts";
import type { Ids } from "../core/kernel/id.ts";
import type { Instant } from "../core/kernel/instant.ts";
import type { LedgerWindow } from "../core/ledger/ledger.ts";
import type { LedgerRules } from "../core/ledger/rule.ts";
import type { DecideDormant } from "./tend/ports.ts";

/** One accepted message on its way in. */
export type Arrival = {
  /** 128 bits of SHA-256 over account and key parts, written as a uuid: the same for every delivery. */
  readonly key: string;
  readonly accountId: string;
  /** Follows one delivery through logs. */
  readonly requestId: string;
  readonly at: Instant;
  /** What came over the wire, kept for replay. */
  readonly raw: string;
  readonly message: InboundMessage;
};

/** What the database knows of an arrival's fan. A guess until the write has judged it. */
export type Thread = {
  readonly identityId: string | undefined;
  /** What the fan is called, where anybody knows it. */
  readonly name?: string | undefined;
  readonly conversationId: string | undefined;
  /** Number of the conversation's last message; 0 where there is none. */
  readonly seq: number;
  /** The open contact. */
  readonly contact: Contact | undefined;
  readonly served: Served | undefined;
  readonly invited: Invited | undefined;
  /** The contact that she gave up waiting in, where none has come after it. */
  readonly left?: Contact | undefined;
  /** The code's scene by which she came last. */
  readonly scene?: CameBy | undefined;
};

export type CameBy = { readonly id: string; readonly at: Instant };

export type Known = {
  readonly thread: Thread;
  /** This very message is there already. */
  readonly seen: boolean;
  /** An earlier message of this fan still waits for the slow path, so this one has to queue behind it. */
  readonly behind: boolean;
};

export type NewThread = {
  readonly identityId: string;
  /** False where the identity was known and only the conversation is new. */
  readonly identityIsNew: boolean;
  readonly conversationId: string;
  readonly accountId: string;
  readonly externalId: string;
  readonly seq: number;
  /** The scene by which she came in this batch. */
  readonly sceneId?: string;
};

export type InboxRow = {
  readonly key: string;
  readonly accountId: string;
  readonly conversationId?: string;
  readonly seq?: number;
  readonly replySeq?: number;
  readonly state: "stored" | "answered" | "waiting" | "ignored" | "dead";
  readonly rule: string;
  readonly raw: string;
  /** Of stored rows only: whose it is and its place among them. */
  readonly sender?: string;
  readonly storedOrder?: number;
};

export type MessageRow = {
  readonly conversationId: string;
  readonly seq: number;
  readonly contactId: string | undefined;
  readonly author: "fan" | "bot" | "system";
  readonly content: InboundMessage["content"] | Said;
  /** Of ours: its row in the outbox. Passive: it may leave with the webhook of that message for so many ms. */
  readonly leaves?: {
    readonly class: SaidClass;
    readonly passive?: { readonly forSeq: number; readonly ms: number };
  };
};

export type AttachmentRow = {
  readonly conversationId: string;
  readonly seq: number;
  readonly kind: "image" | "voice" | "video" | "file";
  readonly externalId: string | undefined;
  readonly url: string | undefined;
};

/** What a fan has said to a template of notices: the n-th item of a message. */
export type NoticeAnswerRow = {
  readonly conversationId: string;
  readonly seq: number;
  readonly item: number;
  readonly templateId: string;
  readonly accepted: boolean;
  readonly inSettings: boolean;
};

/** What the platform tells of a notice, by its own id of it. */
export type NoticeReportRow = {
  readonly accountId: string;
  readonly externalId: string;
  readonly delivered: boolean;
  readonly code: string | undefined;
};

export type EventRow = {
  readonly subject: "contact" | "conversation";
  readonly subjectId: string;
  readonly seq: number;
  readonly actor: "fan" | "bot" | "system";
  readonly event: ContactEvent | ConversationEvent;
};

/** A contact as a batch leaves it, and as it was read; undefined where the batch opens it. */
export type ContactChange = {
  readonly before: Contact | undefined;
  readonly contact: Contact;
  readonly conversationId: string;
  readonly accountId: string;
};

export type ThreadChange = {
  readonly conversationId: string;
  readonly was: number;
  readonly seq: number;
  /** A talk with a person that the batch ended. */
  readonly served?: Served;
  readonly sceneId?: string;
};

/** What a fan says of a talk that is over: its events by then, as they were read and with hers. */
export type RatingChange = {
  readonly contactId: string;
  readonly was: number;
  readonly eventSeq: number;
  readonly score: number;
};

/** All that a batch makes true, in one statement. */
export type BatchWrite = {
  readonly at: Instant;
  readonly laneId: number;
  readonly batch: number;
  /** All passive replies of batches up to this one have left. */
  readonly settled: number;
  readonly inbox: readonly InboxRow[];
  readonly newThreads: readonly NewThread[];
  readonly threads: readonly ThreadChange[];
  readonly contacts: readonly ContactChange[];
  readonly messages: readonly MessageRow[];
  readonly attachments: readonly AttachmentRow[];
  readonly ratings: readonly RatingChange[];
  readonly noticeAnswers: readonly NoticeAnswerRow[];
  readonly noticeReports: readonly NoticeReportRow[];
  readonly events: readonly EventRow[];
};

/** Why a write did not happen. Whatever else is thrown is a bug or a poisonous value. */
export type WriteFailure = "raced" | "locked" | "unreachable" | "poison";

/** A reply that a redelivered message asks for again. */
export type Reclaimed = {
  readonly key: string;
  readonly deliveries: number;
  readonly reply?: {
    readonly conversationId: string;
    readonly seq: number;
    readonly said: Said;
    readonly at: Instant;
    /** Another delivery had it, and may have written bytes of it into its socket. */
    readonly mayBeOut: boolean;
  };
};

/** The hot path's door to the database: one connection, one caller at a time. */
export type HotStore = {
  readonly laneId: number;
  readonly read: (arrivals: readonly Arrival[]) => Promise<readonly Known[]>;
  readonly write: (write: BatchWrite) => Promise<void>;
  /** Locks the conversations first and reads under the lock: for batches that lost a race. */
  readonly rewrite: <Plan extends { readonly write: BatchWrite }>(
    arrivals: readonly Arrival[],
    plan: (known: readonly Known[]) => Plan,
  ) => Promise<Plan>;
  /** Which of these arrivals' conversations somebody else holds locked right now. */
  readonly busy: (arrivals: readonly Arrival[]) => Promise<ReadonlySet<Arrival>>;
  readonly reclaim: (
    keys: readonly string[],
    into: { readonly batch: number; readonly passiveMs: number },
  ) => Promise<readonly Reclaimed[]>;
  /** The reply's socket closed: before its first byte (queued again), or after it on the last delivery (unknown). */
  readonly returned: (
    reply: { conversationId: string; seq: number; batch: number },
    state: "queued" | "unknown",
  ) => Promise<void>;
  /** Keeps the lane alive and its watermark current. */
  readonly settle: (batch: number) => Promise<void>;
  readonly failureOf: (error: unknown) => WriteFailure;
  readonly close: () => Promise<void>;
};

/** A message that was stored as it came. */
export type StoredMessage = {
  readonly key: string;
  readonly accountId: string;
  readonly sender: string;
  readonly raw: string;
  readonly at: number;
  /** Tries so far, this one included. */
  readonly attempts: number;
};

export type StoredMessages = {
  /** The oldest stored message of each fan, leased to the caller. */
  readonly claim: (max: number) => Promise<readonly StoredMessage[]>;
  /** Tried again after so long. `blameless`: this try does not count against the message. */
  readonly postpone: (key: string, ms: number, blameless: boolean) => Promise<void>;
};

/** A bot contact whose timer has come. */
export type DueContact = {
  readonly contact: Contact;
  readonly conversationId: string;
  readonly accountId: string;
  /** What the fan is called, where anybody knows it. */
  readonly name: string | undefined;
  /** When the fan wrote last, and the number of her conversation's last message. */
  readonly lastInAt: Instant;
  readonly seq: number;
  /** What she has written in the turn that is open, in order; empty where none is. */
  readonly pieces: readonly Content[];
  /** What the platform lets the account say to her now; undefined: everything. */
  readonly windows: readonly LedgerWindow[] | undefined;
};

/** What its time makes of it; with words, they leave by the send loop. */
export type DueStep = { readonly events: readonly ContactEvent[]; readonly say?: Say };
export type DecideDue = (due: DueContact) => DueStep;
export type DecideUndelivered = (
  contact: Contact,
  reply: number,
  accountId: string,
) => readonly ContactEvent[];

/** A talk whose end has become final; `seq`: the number that an invitation would have. */
export type DecideRating = (
  due: Omit<RatingDue, "canSend"> & { readonly accountId: string; readonly seq: number },
) => { readonly event: ContactEvent; readonly say?: Say };

/** The store's part; each returns how many rows it found. */
/** What becomes of a version that answers a part of the conversations. */
export type JudgeCanary = (figures: CanaryFigures, endsAt: Instant) => "goes_on" | "returned" | "published";
export type CanaryStep = {
  readonly entryId: string;
  readonly accountId: string;
  readonly how: "returned" | "published";
  readonly figures: CanaryFigures;
};

/** A preset that has begun, is over, or whose whole time no node was there for. */
export type PresetStep = {
  readonly id: string;
  readonly presetId: string;
  readonly how: "started" | "ended" | "missed";
};

export type Chores = {
  /**
   * Answers that the fan did not get, and their contact's step: no webhook carried them away and their account is
   * none of `canSend`; or sending them failed for good.
   */
  readonly undelivered: (
    at: Instant,
    canSend: readonly string[],
    decide: DecideUndelivered,
  ) => Promise<number>;
  /** Replies of processes that died while they were sending: nobody knows whether they left. */
  readonly lost: () => Promise<number>;
  /** Bot contacts whose timer has come: what was made of each. Whoever has one locked has it first. */
  readonly due: (
    at: Instant,
    rulesOf: (accountId: string) => LedgerRules | undefined,
    decide: DecideDue,
  ) => Promise<readonly DueStep[]>;
  /** Talks whose end has become final: the invitation to rate them, or that there is none. */
  readonly ratings: (
    at: Instant,
    /** What the platform of an account allows; undefined: everything. */
    rulesOf: (accountId: string) => LedgerRules | undefined,
    decide: DecideRating,
  ) => Promise<{ readonly found: number; readonly asked: number }>;
  /** Talks in which the fan says nothing more: how many, and whose were put aside. */
  readonly dormant: (
    at: Instant,
    decide: DecideDormant,
  ) => Promise<{ readonly found: number; readonly owners: readonly string[] }>;
  /** What answers a part of an account's conversations: what ended, and how. */
  readonly canaries: (at: Instant, ids: Ids, judge: JudgeCanary) => Promise<readonly CanaryStep[]>;
  /** Help whose hour has come ends: whose. */
  readonly helpers: (at: Instant, ids: Ids) => Promise<readonly string[]>;
  /** Presets whose time has come, or is over: of several nodes one does it. */
  readonly presets: (at: Instant, ids: Ids) => Promise<readonly PresetStep[]>;
  /** Counts what hours that are over have spent; returns how many those were. */
  readonly spending: () => Promise<number>;
  /** Partitions ahead. */
  readonly months: (at: Instant) => Promise<void>;
  /** Raw deliveries older than so many days. */
  readonly purge: (days: number) => Promise<number>;
};
