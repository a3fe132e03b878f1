import type { QueueRules, Strategy } from "../assignment/live/rules.ts";
import type { CoverPolicy } from "../cover/cover.ts";
import { MINUTE, SECOND } from "../kernel/instant.ts";

/** What a 会话小结 may ask for. */
export const WRAP_FIELDS = ["reason", "outcome", "nextStep", "nextDueAt", "note"] as const;
export type WrapField = (typeof WRAP_FIELDS)[number];

/** How a queue seats its contacts and what it asks of agents afterwards. */
export type QueuePolicy = {
  /** 自动接待: an offer is accepted by itself. */
  readonly autoAccept: boolean;
  /** How long an agent may think about an offer. */
  readonly offerMs: number;
  /** How long a wrap-up holds its slot; then it is owed and the slot free. */
  readonly wrapMs: number;
  /** What no wrap-up may leave out. */
  readonly wrapRequired: readonly WrapField[];
  /** So many offers in a row not answered: the agent is set away. */
  readonly noAnswerMax: number;
  /** Whether its fans are asked how it was, once a talk is over. */
  readonly ratingInvite: boolean;
  /** Whether what is said in public to its fans needs a second pair of eyes. */
  readonly publicApproval: boolean;
  /** 微博优先: who asks in public counts as so much older, in ms (seats section 2.3). */
  readonly publicBoostMs: number;
  /** When its people answer, every day on the house's clock: outside of it nobody begins to wait. None: the house's hours. */
  readonly hours?: OwnHours | undefined;
  /** So long before closing, and while shut, who begins to wait may choose; 0: never. And whether she may wish to be called. */
  readonly choiceLeadMs: number;
  readonly offersCallBack: boolean;
  /** 静默: who has not answered our last word for so long is put aside until she writes; 0: never. */
  readonly dormantMs: number;
  /** 报警: its leaders are told when more wait, or the first for longer, or when somebody waits and nobody is free. */
  readonly alarmWaiting?: number | undefined;
  readonly alarmWaitMs?: number | undefined;
  readonly alarmNoneFree: boolean;
  /** 代管: who answers while an agent is away. */
  readonly cover: CoverPolicy;
} & SeatingPolicy;

export type OwnHours = { readonly open: string; readonly close: string };

/** Of the engine's rules, those that the floor lives by. */
type SeatingPolicy = Pick<
  QueueRules,
  | "mode"
  | "isOpen"
  | "pullVisibleMax"
  | "order"
  | "idleBasis"
  | "declineExcludes"
  | "rings"
  | "skipEmptyRings"
  | "stickyWaitMs"
  | "weights"
  | "vipBoostMs"
  | "newcomers"
  | "kolFollowers"
  | "heavyAfterMs"
  | "publicSlots"
  | "promote"
  | "overnightOneIn"
  | "maxAgeMs"
  | "transferMax"
  | "leaderQueueId"
  | "waitMsMax"
  | "overflowTo"
  | "lengthMax"
  | "joinEmpty"
  | "unstaffedMsMax"
  | "resumeMs"
  | "returnedBoostMs"
  | "bounceMs"
  | "dormantHolds"
> & {
  /** "broadcast" 一起响: an offer to all who may have her; whoever accepts first has her. */
  readonly strategy: Strategy;
  /** How long whoever rejected, or did not answer, is left alone; else as for the whole floor. */
  readonly rejectMs?: number | undefined;
  readonly noAnswerMs?: number | undefined;
};

export const defaultQueuePolicy: QueuePolicy = {
  autoAccept: false,
  offerMs: 30 * SECOND,
  wrapMs: MINUTE,
  wrapRequired: ["reason", "outcome"],
  noAnswerMax: 1,
  ratingInvite: true,
  publicApproval: false,
  publicBoostMs: 5 * MINUTE,
  choiceLeadMs: 30 * MINUTE,
  offersCallBack: false,
  dormantMs: 10 * MINUTE,
  alarmWaiting: undefined,
  alarmWaitMs: undefined,
  alarmNoneFree: false,
  cover: "group",
  mode: "push",
  isOpen: true,
  pullVisibleMax: undefined,
  order: "score",
  strategy: "longest_idle",
  idleBasis: "available",
  declineExcludes: true,
  rings: [],
  skipEmptyRings: true,
  stickyWaitMs: 0,
  weights: {},
  vipBoostMs: 10 * MINUTE,
  newcomers: "all",
  kolFollowers: 10_000,
  heavyAfterMs: undefined,
  publicSlots: 0,
  promote: undefined,
  overnightOneIn: 3,
  maxAgeMs: undefined,
  transferMax: 3,
  leaderQueueId: undefined,
  waitMsMax: undefined,
  overflowTo: "ticket",
  lengthMax: undefined,
  joinEmpty: "if_signed_in",
  unstaffedMsMax: undefined,
  resumeMs: 10 * MINUTE,
  returnedBoostMs: 2 * MINUTE,
  bounceMs: 2 * MINUTE,
  dormantHolds: false,
};

/** The stored differences over the defaults. */
export const readQueuePolicy = (stored: Partial<QueuePolicy>): QueuePolicy => ({
  ...defaultQueuePolicy,
  ...stored,
});
