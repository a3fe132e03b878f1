import type { Scope } from "../../core/access/actor.ts";
import type { Matters } from "../../core/answer/words/own.ts";
import type { ContactState } from "../../core/contact/contact.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Settings } from "../../core/setting/registry.ts";
import type { AnswerKind, ApprovalReason, Concern } from "../../core/social/gate.ts";
import type { SocialChannel } from "../../core/social/channel.ts";
import type { Author, ItemKind, ReplyTo, SocialItem } from "../../core/social/item.ts";
import type { SpentCalls } from "../../core/social/limit/spent.ts";
import type { Landed, Landing } from "../../core/social/landing.ts";
import type { View } from "../../core/social/view.ts";
import type { Dismissal, SocialThread, Waiver } from "../../core/social/thread.ts";
import type { Reason, SocialClass, Triage } from "../../core/social/triage/class.ts";

/** An account that hears and speaks in public, on this node; undefined where it is not connected, or has no public. */
export type SocialOf = (
  accountId: string,
) => { readonly social: SocialChannel; readonly settings: Settings; readonly matters: Matters } | undefined;

export type AnswerState =
  | "draft"
  | "refused"
  | "queued"
  | "sending"
  | "accepted"
  | "rejected"
  | "unknown"
  | "removed";

/** A thread as a list shows it, by the item that asks. */
export type ThreadLine = {
  readonly id: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly state: SocialThread["state"];
  readonly is: SocialClass;
  readonly risk: Triage["risk"];
  readonly reasons: readonly Reason[];
  readonly clock: SocialThread["clock"];
  readonly postedAt: Instant;
  readonly detectedAt: Instant;
  readonly dueAt: Instant;
  readonly answeredAt: Instant | null;
  readonly firstPostedAt: Instant;
  readonly firstDetectedAt: Instant;
  readonly spread: number;
  readonly author: Author;
  readonly text: string;
  readonly mid: string;
  readonly postMid: string;
  /** Of the post on which all of it hangs. */
  readonly rootMid: string;
  readonly kind: ItemKind;
  readonly isGone: boolean;
  readonly takenBy: string | null;
  readonly dismissal: Dismissal | null;
  /** Somebody has said that no closing comment is needed. */
  readonly closingWaiver: Waiver | null;
  /** The newest answer's. */
  readonly answer: AnswerState | null;
};

export type ShownItem = {
  readonly mid: string;
  readonly postMid: string;
  readonly kind: ItemKind;
  readonly author: Author;
  readonly text: string;
  readonly postedAt: Instant;
  readonly detectedAt: Instant;
  readonly door: string;
  readonly is: SocialClass;
  readonly reasons: readonly Reason[];
  readonly isGone: boolean;
};

export type PublicAnswer = {
  readonly id: string;
  readonly itemMid: string;
  readonly text: string;
  readonly kind: AnswerKind;
  readonly state: AnswerState;
  /** Written on the platform's own page. */
  readonly isElsewhere: boolean;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly needs: readonly string[];
  readonly decidedBy: string | null;
  readonly code: string | null;
  readonly at: Instant;
};

/** An answer with what acts on it need. */
export type KnownAnswer = PublicAnswer & {
  readonly accountId: string;
  readonly threadId: string;
  readonly externalId: string | null;
  readonly queueId: string | null;
};

export type HeldSocial = {
  readonly id: string;
  readonly rootMid: string;
  readonly version: number;
  readonly thread: SocialThread;
  readonly accountId: string;
  readonly queueId: string | null;
};

export type NewAnswer = {
  readonly id: string;
  readonly accountId: string;
  readonly threadId: string;
  readonly itemMid: string;
  readonly replyTo: ReplyTo;
  readonly text: string;
  readonly state: "draft" | "queued";
  readonly staffId: string;
  readonly needs: readonly string[];
  readonly kind: AnswerKind;
  readonly risk: Triage["risk"];
  readonly dueAt: Instant;
};

export type QueuedAnswer = Pick<KnownAnswer, "id" | "threadId" | "itemMid" | "text" | "kind">;

export type ThreadChange = {
  readonly code: string;
  readonly actor: string;
  readonly at: Instant;
  readonly data?: Readonly<Record<string, unknown>>;
};

export type AccountPublic = {
  readonly id: string;
  readonly name: string;
  readonly queueId: string | null;
  readonly lookedAt: Instant | null;
  readonly code: string | null;
  /** Rows of its lists that nobody could read, of the last days. */
  readonly unreadable: number;
  readonly spent: SpentCalls | null;
};

export type Counts = Readonly<Record<View, number>> & { readonly overdue: number };

/** What a list is narrowed to; undefined: any. */
export type Narrowed = { readonly is: SocialClass | undefined; readonly accountId: string | undefined };
export type AskedLines = Narrowed & {
  readonly view: View;
  readonly after: string | undefined;
  readonly limit: number;
};
/** So many of a view are of this class on this account. */
export type Facet = { readonly is: SocialClass; readonly accountId: string; readonly count: number };
export type HeardAccount = { readonly id: string; readonly name: string };

/** A trouble in public that is not over: what it holds, and what may be said there meanwhile. */
export type Incident = {
  readonly id: string;
  readonly name: string;
  readonly concern: Concern;
  readonly statements: readonly string[];
  readonly startedAt: Instant;
  readonly version: number;
};

/** A contact that serves a thread, or her private one that goes on with it. */
export type ServingContact = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly state: ContactState;
  readonly owner: string | null;
};

export type SocialStore = {
  /** Within the act's own transaction; once. */
  readonly land: (landing: Landing) => Promise<Landed>;
  /** What we wrote ourselves on the platform's page: known from now on, it is no new item. */
  readonly ownSeen: (accountId: string, own: SocialItem, at: Instant) => Promise<boolean>;
  readonly list: (asked: AskedLines, scope: Scope) => Promise<readonly ThreadLine[]>;
  readonly counts: (narrowed: Narrowed, scope: Scope, at: Instant) => Promise<Counts>;
  readonly facets: (view: View, scope: Scope, at: Instant) => Promise<readonly Facet[]>;
  /** Of whom anything was said in public. */
  readonly heard: (scope: Scope) => Promise<readonly HeardAccount[]>;
  readonly line: (
    threadId: string,
  ) => Promise<(ThreadLine & { readonly queueId: string | null }) | undefined>;
  readonly items: (threadId: string) => Promise<readonly ShownItem[]>;
  readonly answersOf: (threadId: string) => Promise<readonly PublicAnswer[]>;
  /** The contact that the thread has, or had last, and what she went on with in private. */
  readonly serving: (
    threadId: string,
  ) => Promise<{ readonly inPublic: ServingContact | null; readonly inPrivate: ServingContact | null }>;
  readonly lock: (threadId: string) => Promise<HeldSocial | undefined>;
  readonly item: (
    held: HeldSocial,
    mid: string,
  ) => Promise<(ShownItem & { readonly replyTo: ReplyTo }) | undefined>;
  readonly write: (held: HeldSocial, thread: SocialThread, change: ThreadChange) => Promise<void>;
  readonly dismiss: (held: HeldSocial, dismissal: Dismissal, staffId: string, at: Instant) => Promise<void>;
  /** null: takes it back. Whether that changed anything. */
  readonly waiveClosing: (
    held: HeldSocial,
    waiver: Waiver | null,
    staffId: string,
    at: Instant,
  ) => Promise<boolean>;
  readonly take: (held: HeldSocial, staffId: string) => Promise<void>;
  /** Opens the thread's contact for what asks in it, where none is open. */
  readonly serve: (held: HeldSocial, reopenMs: number, at: Instant) => Promise<void>;
  /** Tells its contact that an answer stands, or that a person says that it needs none. */
  readonly serveAnswered: (
    held: HeldSocial,
    answer: { readonly id: string; readonly text: string; readonly staffId: string | null },
    at: Instant,
  ) => Promise<void>;
  readonly serveDismissed: (held: HeldSocial, actor: string, at: Instant) => Promise<void>;
  /** Whether we have said the same in public since then. */
  readonly hasSaid: (accountId: string, text: string, since: Instant) => Promise<boolean>;
  /** One that is on its way, or waits for somebody, to this item. */
  readonly openAnswerTo: (accountId: string, mid: string) => Promise<PublicAnswer | undefined>;
  readonly addAnswer: (answer: NewAnswer, at: Instant) => Promise<void>;
  /** Locked where an act follows. */
  readonly answer: (id: string, lock: boolean) => Promise<KnownAnswer | undefined>;
  readonly setAnswer: (
    id: string,
    change: {
      readonly state: AnswerState;
      readonly by: string;
      readonly at: Instant;
      readonly reason?: string;
    },
  ) => Promise<void>;
  /** Those that are not over, the first begun first. */
  readonly incidents: (accountId: string) => Promise<readonly Incident[]>;
  /** False where one holds all of the account already, and this one would, too. */
  readonly startIncident: (
    incident: Pick<Incident, "id" | "name" | "concern" | "statements"> & { readonly accountId: string },
    by: string,
    at: Instant,
  ) => Promise<boolean>;
  /** The root of the thread to which a post belongs; undefined where we do not know it. */
  readonly rootOf: (accountId: string, mid: string) => Promise<string | undefined>;
  /** Answers that nobody has begun to send, locked. */
  readonly queued: (accountId: string) => Promise<readonly QueuedAnswer[]>;
  /** Takes one back out of the queue: a second pair of eyes has to see it first. */
  readonly hold: (answerId: string, need: ApprovalReason) => Promise<void>;
  /** Whether it was that version, and open. */
  readonly changeIncident: (incident: Pick<Incident, "id" | "version" | "statements">) => Promise<boolean>;
  readonly stopIncident: (id: string, by: string, at: Instant) => Promise<boolean>;
  /** Whether the account's queue asks for a second pair of eyes. */
  readonly queueApproves: (accountId: string) => Promise<boolean>;
  readonly accounts: (scope: Scope) => Promise<readonly AccountPublic[]>;
  readonly expected: (accountId: string, since: Instant) => Promise<readonly number[]>;
  readonly sentSince: (accountId: string, since: Instant) => Promise<readonly Instant[]>;
  readonly lookNow: (accountId: string, at: Instant) => Promise<void>;
  readonly hasAccount: (accountId: string, scope: Scope) => Promise<boolean>;
};
