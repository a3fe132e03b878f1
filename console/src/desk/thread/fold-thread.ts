import type { FrameData, Happening, Head, Message, Piece } from "../api/wire.ts";
import { emptyHistory, gapAfter, type History, joinHistory } from "./history.ts";

/** What is known of a conversation that was looked at. */
export type Thread = {
  readonly conversationId: string;
  readonly head: Head | undefined;
  readonly history: History<Message>;
  /** What happened to its contacts, by time. */
  readonly happenings: readonly Happening[];
  /** First messages of what was added above: they look the same with and without what came before them. */
  readonly seams: ReadonlySet<number>;
  /** There is more above. */
  readonly hasBefore: boolean;
  /** Nothing newer is missing: what was said while the line was away is here too. */
  readonly isWhole: boolean;
  /** Read for the first time, up to its first unread: it can be opened there. */
  readonly isOpenable: boolean;
  /** It is out of my hands, and I may not even ask who has it. */
  readonly isGone: boolean;
  /** Why it could not be read. */
  readonly error: string | undefined;
};

export const emptyThread = (conversationId: string): Thread => ({
  conversationId,
  head: undefined,
  history: emptyHistory,
  happenings: [],
  seams: new Set(),
  hasBefore: false,
  isWhole: false,
  isOpenable: false,
  isGone: false,
  error: undefined,
});

export const lastSeq = ({ history }: Thread): number => history.messages.at(-1)?.seq ?? 0;
export const firstSeq = ({ history }: Thread): number => history.messages[0]?.seq ?? 0;

/** Adds messages and what happened between them, whatever their order and however often they come. */
export function joinItems(thread: Thread, items: readonly (Message | Happening)[]): Thread {
  const messages = items.filter((item) => item.type === "message");
  const happened = items.filter((item) => item.type === "event");
  return {
    ...thread,
    history: joinHistory(thread.history, messages),
    happenings: joinHappenings(thread.happenings, happened),
  };
}

/** The newest piece, the piece above what is known, or the one below it. */
export function joinPiece(thread: Thread, piece: Piece, place: "newest" | "before" | "after"): Thread {
  const joined = joinItems(thread, piece.items);
  switch (place) {
    case "before":
      return {
        ...joined,
        hasBefore: piece.hasBefore,
        seams: new Set(thread.seams).add(firstSeq(thread)),
      };
    case "after":
      return { ...joined, isWhole: !piece.hasAfter && gapAfter(joined.history) === undefined };
    case "newest":
      return { ...joined, hasBefore: piece.hasBefore, isWhole: true };
  }
}

/** What the stream told: where it left something out, the thread is no longer whole. */
export function joinFrame(thread: Thread, { items, more }: FrameData<"messages">): Thread {
  const joined = joinItems(thread, items);
  const missing = more || gapAfter(joined.history) !== undefined;
  return missing ? { ...joined, isWhole: false } : joined;
}

/** The fate of what we said. */
export function joinSends(thread: Thread, sends: FrameData<"sends">["items"]): Thread {
  const bySeq = new Map(sends.map((send) => [send.seq, send]));
  const messages = thread.history.messages.map((message) => {
    const send = bySeq.get(message.seq);
    if (send === undefined) return message;
    const { seq: _, ...rest } = send;
    return { ...message, send: rest };
  });
  return { ...thread, history: { ...thread.history, messages } };
}

function joinHappenings(known: readonly Happening[], more: readonly Happening[]): readonly Happening[] {
  if (more.length === 0) return known;
  const byId = new Map([...known, ...more].map((one) => [one.id, one]));
  return [...byId.values()].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}
