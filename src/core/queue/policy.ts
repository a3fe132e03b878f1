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
};

export const defaultQueuePolicy: QueuePolicy = {
  autoAccept: false,
  offerMs: 30 * SECOND,
  wrapMs: MINUTE,
  wrapRequired: ["reason", "outcome"],
  noAnswerMax: 1,
  ratingInvite: true,
};

/** The stored differences over the defaults. */
export const readQueuePolicy = (stored: Partial<QueuePolicy>): QueuePolicy => ({
  ...defaultQueuePolicy,
  ...stored,
});
