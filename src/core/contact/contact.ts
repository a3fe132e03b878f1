import type { Instant } from "../kernel/instant.ts";
import type { Demand } from "../queue/demand.ts";
import type { Lane } from "../queue/lane.ts";
import type { Choice } from "../queue/joining/choice.ts";
import type { Opening } from "./event.ts";
import type { QueueReason, Resolution } from "./happening/words.ts";

/** The states of seats section 1.3 that contacts go through so far. */
export type ContactState =
  | "bot"
  | "queued"
  | "offered"
  | "active"
  | "wrapup"
  | "left_message"
  | "closed"
  | "abandoned";

/** One request for help inside a conversation. */
export type Contact = {
  readonly id: string;
  readonly ticketId: string;
  readonly state: ContactState;
  /** How many events it has; also the guard of its row. */
  readonly eventSeq: number;
  readonly createdAt: Instant;
  /** The contact that this one reopens, and the agent who had it and should get it again. */
  readonly parentContactId?: string;
  readonly preferId?: string;

  /** The newest list that the bot asked about, as entry ids, and when. */
  readonly asked: readonly string[];
  readonly askedAt?: Instant;
  /** An opener got its one line. */
  readonly greeted?: boolean;
  readonly misses: number;
  readonly lastEntryId?: string;
  /** First piece of what the fan is still saying. */
  readonly turn?: { readonly seq: number; readonly at: Instant };

  /** What her matter is, as far as her words have told. */
  readonly lane?: Lane;
  readonly queueReason?: QueueReason;
  readonly queueId?: string;
  /** When a person was asked for first; kept through offers, so that nobody loses her place. */
  readonly enqueuedAt?: Instant;
  /** When it came into its queue: the clock of the longest wait. */
  readonly enteredAt?: Instant;
  readonly demand?: Demand;
  /** Who passed it on last, and how often it was. */
  readonly sentBy?: string;
  readonly transfers?: number;
  /** That transfer, until it is taken back or sent back: by whom, out of which queue, for whom, accepted when. */
  readonly passedBy?: string;
  readonly passedFrom?: string;
  readonly passedTo?: string;
  readonly passedTakenAt?: Instant;
  /** 暖转: the offer to whoever is asked to take it over from its agent, and who that is. */
  readonly passingOffer?: string;
  readonly passingTo?: string;
  /** How often it came back from an agent whom it was meant for: so much older it seems. */
  readonly returns?: number;
  /** Sent back by whoever got it by mistake: before all others. */
  readonly isFront?: boolean;
  readonly promisedAt?: Instant;
  /** 隔夜: asked while its queue was shut, and until when it was told to be answered first. */
  readonly nightDueAt?: Instant;
  /** What she may choose while nobody has it, in the order in which it was shown, until her next words. */
  readonly choices?: readonly Choice[];
  /** 一起响: one of those that live. */
  readonly offer?: { readonly id: string; readonly staffId: string };

  readonly ownerId?: string;
  /** The owner's sign-in on a seat; none once it was lost. */
  readonly sessionId?: string;
  /** What it takes of her, where that is not one. */
  readonly units?: number;
  /** 挂起 by her agent, 静默 by the clock: since then it takes nothing of hers, until the fan or she speaks. */
  readonly heldSince?: Instant;
  readonly heldBy?: "agent" | "timer";
  readonly acceptedAt?: Instant;
  readonly firstReplyAt?: Instant;
  /** Since when the fan waits for a word of ours; while a wrap-up runs, since when she waited as the talk ended. */
  readonly waitingSince?: Instant;

  readonly talkEndedAt?: Instant;
  readonly talkEndedBy?: "agent" | "fan" | "timer";
  /** The wrap-up was not filled in time: 待补小结. */
  readonly owedSince?: Instant;
  readonly endedAt?: Instant;
  readonly resolution?: Resolution;

  /** When the fan is to be asked how it was, when she was, and what she said: 1 to 5. */
  readonly ratingDueAt?: Instant;
  readonly ratingAskedAt?: Instant;
  readonly rating?: number;
  /** When its timer is to be looked at: the bot's patience, an offer's end, the wrap-up's. */
  readonly dueAt?: Instant;
};

const TALK_OVER: ReadonlySet<ContactState> = new Set(["wrapup", "closed", "abandoned"]);

/** Whether the fan's next words belong to it. At wrap-up the talk is over: she would ask anew. */
export const isOpen = ({ state }: Contact): boolean => !TALK_OVER.has(state);

/** Whether an offer of it that has not ended still stands: while it waits, or while its agent passes it on. */
export const standsFor = ({ state, passingOffer }: Contact, offerId: string): boolean =>
  state === "offered" || passingOffer === offerId;

/** A person is asked for and none has it yet. */
export const isWaiting = ({ state }: Contact): boolean =>
  state === "queued" || state === "offered" || state === "left_message";

/** A contact that the next event opens: nothing has happened to it yet. */
export function open(id: string, opening: Opening, at: Instant): Contact {
  const { ticketId, dueAt, reopens, queue } = opening;
  return {
    id,
    ticketId,
    state: "bot",
    eventSeq: 0,
    asked: [],
    misses: 0,
    createdAt: at,
    dueAt,
    ...(queue === undefined ? {} : { queueId: queue }),
    ...(reopens === undefined ? {} : { parentContactId: reopens.contactId, preferId: reopens.staffId }),
  };
}
