import { MINUTE, SECOND } from "../../kernel/instant.ts";

export const CONTACT_ORDERS = ["score", "priority", "deadline", "fifo"] as const;

/** Who of those who could take a contact gets it (seats section 2.5). */
export const STRATEGIES = [
  "longest_idle",
  "rotation",
  "least_active",
  "least_occupied",
  "most_available",
  "fewest_today",
  "skill_best",
  "in_order",
  "broadcast",
  "random",
] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Which contacts of a queue an agent in her nursery may have (days, G32): all, those of usual people alone, or none. */
export const NEWCOMERS = ["all", "usual", "none"] as const;

/** How one queue assigns. Times in ms; what is undefined does not limit. */
export type QueueRules = {
  readonly id: string;
  /** Told with every explanation. */
  readonly version: number;
  /** `pull` 抢单: nobody is offered anything, agents take. */
  readonly mode: "push" | "pull";
  readonly isOpen: boolean;
  readonly order: (typeof CONTACT_ORDERS)[number];
  readonly strategy: Strategy;
  /** Whether a break costs an agent her place, or only work does. */
  readonly idleBasis: "available" | "last_contact";
  readonly autoAccept: boolean;
  readonly offerMs: number;
  readonly wrapMs: number;
  readonly rejectMs: number;
  readonly noAnswerMs: number;
  readonly noAnswerMax: number;
  readonly declineExcludes: boolean;
  /** The same two are never brought together again sooner. */
  readonly pairMs: number;
  readonly waitMsMax: number | undefined;
  readonly unstaffedMsMax: number | undefined;
  /** "ticket", "callback", or another queue. */
  readonly overflowTo: string;
  readonly lengthMax: number | undefined;
  /** Whether it takes contacts while nobody is signed in, or nobody ready. */
  readonly joinEmpty: "allow" | "if_signed_in" | "if_ready";
  /** rings[L]: the age at which level L opens; empty: all are open. */
  readonly rings: readonly number[];
  readonly skipEmptyRings: boolean;
  readonly resumeMs: number;
  readonly stickyWindowMs: number;
  readonly stickyWaitMs: number;
  /** Units of a contact, by channel; else its own. */
  readonly weights: Readonly<Record<string, number>>;
  readonly vipBoostMs: number;
  readonly newcomers: (typeof NEWCOMERS)[number];
  /** Who is followed by so many is not usual; nor is a VIP. */
  readonly kolFollowers: number;
  /** After a cold transfer to an agent that failed. */
  readonly returnedBoostMs: number;
  readonly transferMax: number;
  /** Where the last transfer that is allowed goes, whoever it was meant for. */
  readonly leaderQueueId: string | undefined;
  readonly bounceMs: number;
  /** After so long a contact that is too heavy for everybody reserves an agent. */
  readonly heavyAfterMs: number | undefined;
  /** Only the first so many can be pulled. */
  readonly pullVisibleMax: number | undefined;
  /** Whether a dormant conversation keeps its units. */
  readonly dormantHolds: boolean;
  /** Slots of the queue that public threads get first (公开保留席). */
  readonly publicSlots: number;
  /** In order of priority: who has waited so long goes before all, the oldest first, so that nobody starves. */
  readonly maxAgeMs: number | undefined;
  /** So long before it is due a contact that still waits is told of; in order of due time alone. */
  readonly alarmLeadMs: number;
  /** 隔夜: while both wait, one of so many offers is for who came while it was shut, the others are not (days, G28). */
  readonly overnightOneIn: number;
  /** So long before it is due a contact goes before the others, in at most one of so many offers (days, G9). */
  readonly promote: { readonly leadMs: number; readonly oneIn: number } | undefined;
};

export const defaultQueueRules: Omit<QueueRules, "id"> = {
  version: 1,
  mode: "push",
  isOpen: true,
  order: "score",
  strategy: "longest_idle",
  idleBasis: "available",
  autoAccept: false,
  offerMs: 20 * SECOND,
  wrapMs: 0,
  rejectMs: 10 * SECOND,
  noAnswerMs: 10 * SECOND,
  noAnswerMax: 3,
  declineExcludes: true,
  pairMs: SECOND,
  waitMsMax: undefined,
  unstaffedMsMax: undefined,
  overflowTo: "ticket",
  lengthMax: undefined,
  joinEmpty: "allow",
  rings: [],
  skipEmptyRings: true,
  resumeMs: 0,
  stickyWindowMs: 0,
  stickyWaitMs: 0,
  weights: {},
  vipBoostMs: 10 * MINUTE,
  newcomers: "all",
  kolFollowers: 10_000,
  returnedBoostMs: 2 * MINUTE,
  transferMax: 3,
  leaderQueueId: undefined,
  bounceMs: 2 * MINUTE,
  heavyAfterMs: undefined,
  pullVisibleMax: undefined,
  dormantHolds: false,
  publicSlots: 0,
  maxAgeMs: undefined,
  alarmLeadMs: 5 * MINUTE,
  overnightOneIn: 3,
  promote: undefined,
};
