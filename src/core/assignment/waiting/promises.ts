import { HOUR } from "../../kernel/instant.ts";

/** A queue's load, as it is or as somebody wonders about it. Times in ms, arrivals an hour. */
export type Load = {
  readonly slots: number;
  /** How long a slot is taken. */
  readonly slotMs: number;
  /** How long whoever is next has waited. */
  readonly oldestMs: number;
  readonly publicAnHour: number;
  /** Of the public's boost. */
  readonly boostMs: number;
  /** In which a mention is to be answered. */
  readonly dueMs: number;
  readonly publicSlots: number;
  readonly promote: { readonly leadMs: number; readonly oneIn: number } | undefined;
};

export type PromiseName = "public_due" | "others_bound";

export type Promises = {
  /** A public thread gets a person in time. */
  readonly publicDue: { readonly holds: boolean; readonly waitMs: number; readonly breaksAtAnHour: number };
  /** Nobody else waits longer than this on account of the boost (最长让位时间). */
  readonly othersBound: {
    readonly holds: boolean;
    readonly delayMs: number;
    readonly breaksAtAnHour: number;
  };
  /** Of those that break with more of the public, whichever does so first; now, where its number is passed. */
  readonly breaksFirst: PromiseName;
};

/**
 * Whether both promises can hold at once (days, G9). The public's way to a person: its reserved slots; else its order by
 * age and boost, where the queue is young enough; else its promotion, in one of n assignments. The others' bound holds
 * while all of the public fits the staff (seats section 2.3).
 */
export function promisesAt(load: Load): Promises {
  const { slots, slotMs, publicAnHour, publicSlots, promote, boostMs, dueMs } = load;
  const anHour = (of: number): number => (of * HOUR) / slotMs;
  const reserved = anHour(Math.min(publicSlots, slots));
  const shared = anHour(Math.max(0, slots - publicSlots));
  const byOrderMs = Math.max(0, load.oldestMs - boostMs);
  const byPromotionMs =
    promote === undefined ? Infinity : dueMs - promote.leadMs + (promote.oneIn * slotMs) / Math.max(1, slots);
  const isYoung = byOrderMs <= dueMs;
  const fitsPromotion = byPromotionMs <= dueMs;
  const share = isYoung ? shared : fitsPromotion && promote !== undefined ? shared / promote.oneIn : 0;
  const publicBreaks = reserved + share;
  const waitMs = publicAnHour <= reserved ? 0 : Math.min(byOrderMs, byPromotionMs);
  const othersBreak = anHour(slots);
  const oneIn = promote?.oneIn ?? Infinity;
  return {
    publicDue: { holds: publicAnHour <= publicBreaks, waitMs, breaksAtAnHour: publicBreaks },
    othersBound: {
      holds: publicAnHour <= othersBreak,
      // Of n assignments one may be taken from the others beside the boost.
      delayMs: oneIn === Infinity ? boostMs : Math.ceil((boostMs * oneIn) / Math.max(1, oneIn - 1)),
      breaksAtAnHour: othersBreak,
    },
    breaksFirst: publicBreaks <= othersBreak ? "public_due" : "others_bound",
  };
}
