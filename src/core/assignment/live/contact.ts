import type { Instant } from "../../kernel/instant.ts";
import type { Bucket } from "../waiting/bucket.ts";
import type { OrderKey } from "../order/contact-order.ts";
import type { LiveAgent } from "./agent.ts";
import type { LiveQueue } from "./queue.ts";
import type { Requirement, SkillNeed } from "./skill.ts";

/** A request for a person, as it comes to the floor. */
export type ContactSpec = {
  readonly id: string;
  readonly queueId: string;
  readonly channel: string;
  /** Lower first; 5 is usual. */
  readonly priority: number;
  readonly boostMs: number;
  readonly isVip: boolean;
  /** By how many she is followed, where the platform says so. */
  readonly followers?: number | undefined;
  /** A public thread: what reserved slots are for. */
  readonly isPublic: boolean;
  readonly dueAt: Instant | undefined;
  /** 隔夜: left while its queue was shut, and until when it was promised an answer. */
  readonly promisedAt?: Instant | undefined;
  /** Where the queue does not weigh its channel. */
  readonly units: number;
  readonly customer: string;
  readonly skills: readonly SkillNeed[];
  /** Agents who must never get it. */
  readonly barred: readonly string[];
};

/** The life that assignment knows (seats section 1.3). One that is over is no longer on the floor. */
export type ContactState =
  | "queued"
  | "offered"
  | "active"
  | "held"
  | "dormant"
  | "wrapup"
  | "callback"
  | "orphaned"
  | "abandoned"
  | "closed";

/** One invitation, to one agent or, broadcast, to a group; lives until somebody accepts or nobody is left. */
export type LiveOffer = {
  readonly at: Instant;
  readonly until: Instant;
  readonly agents: LiveAgent[];
  /** A transfer to an agent: what becomes of it where she does not take it. */
  otherwise?: "sender" | "queue";
};

/** The last transfer, until it cannot be taken back or bounced any more. */
export type LiveTransfer = {
  readonly from: LiveAgent;
  readonly fromQueue: LiveQueue;
  acceptedAt?: Instant;
};

export type LiveContact = {
  readonly id: string;
  readonly seq: number;
  spec: ContactSpec;
  readonly channel: string;
  readonly channelBit: number;
  queue: LiveQueue;
  state: ContactState;
  enqueuedAt: Instant;
  /** When it came into this queue: the clock of the longest wait. */
  enteredAt: Instant;
  boostMs: number;
  isFront: boolean;
  /** Of an age once reached nothing closes again. */
  agedMs: number;
  units: number;
  owner: LiveAgent | undefined;
  members: ReadonlyMap<LiveAgent, "conference" | "listen">;
  acceptedAt: Instant;
  offer: LiveOffer | undefined;
  transfer: LiveTransfer | undefined;
  transfers: number;
  abandonedAt: Instant;
  /** These three are replaced, never changed: most contacts share the empty ones. */
  excluded: ReadonlySet<string>;
  /** Until when each agent is left alone with it. */
  pauses: ReadonlyMap<string, Instant>;
  wanted: LiveAgent | undefined;
  /** Who had the customer before, whether she is known or not. */
  preferId: string | undefined;
  /** Of a mirrored contact: offers that ended earlier are known, and these. */
  pastUntil: Instant;
  pastKnown: ReadonlySet<string>;
  /** That it is soon due was told of this due time. */
  alarmedFor: Instant | undefined;
  /** Counts the times it began to wait; what was set for an earlier one is void. */
  turn: number;
  key: OrderKey | undefined;
  wants: Wants | undefined;
  /** Undefined while it waits for her former agent alone, and while it does not wait. */
  bucket: Bucket | undefined;
  /** Whose public slot it takes. */
  publicOf: LiveQueue | undefined;
};

/** What a waiting contact asks of an agent now. */
export type Wants = {
  /** Of the queue's ages (rings, delays) so many are reached. */
  readonly stage: number;
  readonly requirement: Requirement;
  readonly channelBit: number;
  readonly units: number;
  /** Close to its due time. */
  readonly isPromoted: boolean;
};

/** 隔夜: it waits in the line of the night's, by what it was promised. Sent back to the front it is one like all others. */
export const isOvernight = ({ spec, isFront }: Pick<LiveContact, "spec" | "isFront">): boolean =>
  spec.promisedAt !== undefined && !isFront;

/** Nobody is asked for it who is excluded, until all are. */
export function exclude(contact: LiveContact, agentId: string): void {
  contact.excluded = new Set([...contact.excluded, agentId]);
}

export const ageOf = (contact: LiveContact, at: Instant): number =>
  Math.max(contact.agedMs, at - contact.enqueuedAt);
