import { HOUR, type Instant } from "../../kernel/instant.ts";
import { type Load, type PromiseName, type Promises, promisesAt } from "./promises.ts";

/** A queue's load with everybody who comes, not the public alone. */
export type WholeLoad = Load & { readonly othersAnHour: number };

/** What becomes of both promises if all goes on like this (days, G9). */
export type Outlook = Promises & {
  /** Contacts that the slots can take, an hour. */
  readonly carriesAnHour: number;
  /** By so much longer does whoever is next wait after another hour, in ms; 0: the queue does not grow. */
  readonly growsMs: number;
  /** The promise that does not hold, or will not, and in how long; undefined: both hold on. */
  readonly first: { readonly promise: PromiseName; readonly inMs: number } | undefined;
};

/**
 * The one that is next came when the queue was shorter: where more come than can be taken, her wait grows by the share
 * that cannot. The public's promise then breaks when it is older than boost and limit together, unless reserved slots and
 * promotion carry the public alone.
 */
export function outlookOf(load: WholeLoad): Outlook {
  const promises = promisesAt(load);
  const carriesAnHour = (load.slots * HOUR) / load.slotMs;
  const comesAnHour = load.publicAnHour + load.othersAnHour;
  const growth = comesAnHour > carriesAnHour ? 1 - carriesAnHour / comesAnHour : 0;
  return { ...promises, carriesAnHour, growsMs: growth * HOUR, first: firstOf(load, promises, growth) };
}

function firstOf(load: WholeLoad, promises: Promises, growth: number): Outlook["first"] {
  const { publicDue, othersBound } = promises;
  if (!publicDue.holds) return { promise: "public_due", inMs: 0 };
  if (!othersBound.holds) return { promise: "others_bound", inMs: 0 };
  if (growth === 0 || load.publicAnHour === 0) return undefined;
  const oldestMs = load.dueMs + load.boostMs;
  const then = promisesAt({ ...load, oldestMs: oldestMs + 1 });
  if (then.publicDue.holds) return undefined;
  return { promise: "public_due", inMs: Math.max(0, oldestMs - load.oldestMs) / growth };
}

/** What an hour has shown of a queue. */
export type Hour = {
  readonly publicCame: number;
  readonly othersCame: number;
  /** How long talks with their wrap-ups took that ended in it; undefined: none did. */
  readonly slotMs: number | undefined;
  readonly slots: number;
  readonly oldestAt: Instant | undefined;
};

/** Until a talk of the queue has ended. */
const SLOT_MS = 300_000;

export const loadOf = (
  { publicCame, othersCame, slotMs = SLOT_MS, slots, oldestAt }: Hour,
  policy: Pick<Load, "publicSlots" | "promote"> & { readonly publicBoostMs: number },
  dueMs: number,
  at: Instant,
): WholeLoad => ({
  slots,
  slotMs,
  oldestMs: oldestAt === undefined ? 0 : Math.max(0, at - oldestAt),
  publicAnHour: publicCame,
  othersAnHour: othersCame,
  boostMs: policy.publicBoostMs,
  dueMs,
  publicSlots: policy.publicSlots,
  promote: policy.promote,
});
