import { dayOf } from "../time/day.ts";

/** What of a message, and of what happened, decides where it stands. */
export type Placed = { readonly seq: number; readonly at: number };
export type Timely = { readonly id: string; readonly at: number };

/** A line of the thread; `key` stays the same whatever comes before it. */
export type ThreadItem<M extends Placed, H extends Timely, P> =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string; readonly count: number }
  | { readonly kind: "happening"; readonly key: string; readonly happening: H }
  /** `follows`: the same person goes on, so nobody says again who it is. */
  | { readonly kind: "message"; readonly key: string; readonly message: M; readonly follows: boolean }
  | { readonly kind: "pending"; readonly key: string; readonly pending: P };

export type Layout<M> = {
  readonly zone: string;
  /** The last message that had been read when the thread was opened; none: nothing is marked. */
  readonly readSeq?: number | undefined;
  /** There is more above: where the first day begins is not known, and a line for it would not stay where it is. */
  readonly hasBefore: boolean;
  /** Messages that count as unread: the customer's. */
  readonly isUnread: (message: M) => boolean;
  /** Whether a message belongs to the one above: the same author, a moment later. */
  readonly follows: (message: M, above: M) => boolean;
};

/**
 * The lines of a thread: messages by number, between them by time what happened, a line where the day changes, one
 * above the first unread, and at the end what is not sent yet.
 */
export function threadItems<M extends Placed, H extends Timely, P extends { readonly key: string }>(
  messages: readonly M[],
  happenings: readonly H[],
  pending: readonly P[],
  { zone, readSeq, hasBefore, isUnread, follows }: Layout<M>,
): readonly ThreadItem<M, H, P>[] {
  const items: ThreadItem<M, H, P>[] = [];
  const unread = readSeq === undefined ? [] : messages.filter((one) => one.seq > readSeq && isUnread(one));
  let above: M | undefined;
  let day = "";
  let happened = 0;

  const openDay = (at: number): void => {
    const today = dayOf(at, zone);
    if (today === day) return;
    if (day !== "" || !hasBefore) items.push({ kind: "day", key: `day ${today}`, at });
    day = today;
    above = undefined;
  };
  const happenUntil = (at: number): void => {
    for (let next = happenings[happened]; next !== undefined && next.at < at; next = happenings[happened]) {
      openDay(next.at);
      items.push({ kind: "happening", key: `h${next.id}`, happening: next });
      happened += 1;
      above = undefined;
    }
  };

  for (const message of messages) {
    happenUntil(message.at);
    openDay(message.at);
    // Where the first unread begins further up, no line is drawn here: it would move away with what is added.
    if (message === unread[0] && (message !== messages[0] || !hasBefore)) {
      items.push({ kind: "unread", key: `unread m${message.seq}`, count: unread.length });
      above = undefined;
    }
    const joined = above !== undefined && follows(message, above);
    items.push({ kind: "message", key: `m${message.seq}`, message, follows: joined });
    above = message;
  }
  happenUntil(Number.POSITIVE_INFINITY);
  for (const one of pending) items.push({ kind: "pending", key: one.key, pending: one });
  return items;
}
