import { shallowRef } from "vue";

import { Refusal } from "../../api/refusal.ts";
import { line } from "../../api/stream.ts";
import { sentenceOf } from "../../parts/notice/toasts.ts";
import { readHead, readPiece } from "../api/conversation.ts";
import type { FrameData } from "../api/wire.ts";
import { readUpTo } from "../live/seen.ts";
import { onDeskFrame } from "../live/frames.ts";
import {
  emptyThread,
  firstSeq,
  joinFrame,
  joinPiece,
  joinSends,
  lastSeq,
  type Thread,
} from "./fold-thread.ts";

/** Conversations kept for coming back to; the one left longest ago is forgotten. */
const THREADS_MAX = 12;
/** Pieces asked for one after the other while something is missing; more is a history to scroll through. */
const FILLS_MAX = 40;
/** Pieces read so that a thread opens at its first unread; of more than that the newest are more use. */
const UNREAD_PIECES_MAX = 3;

const threads = shallowRef<ReadonlyMap<string, Thread>>(new Map());
/** What runs for a conversation: asked for again while it runs, it is the same run. */
const filling = new Map<string, Promise<Thread>>();
/** Counts the lines: an answer that set out under an earlier one may miss what was said in between. */
let lineNumber = 0;

export const threadOf = (conversationId: string): Thread | undefined => threads.value.get(conversationId);

function put(thread: Thread): Thread {
  const kept = new Map(threads.value);
  kept.delete(thread.conversationId);
  kept.set(thread.conversationId, thread);
  for (const [oldest] of kept) {
    if (kept.size <= THREADS_MAX) break;
    kept.delete(oldest);
  }
  threads.value = kept;
  return thread;
}

/** Changes a thread that is known; the others are nobody's business here. */
function change(conversationId: string, by: (thread: Thread) => Thread): void {
  const thread = threads.value.get(conversationId);
  if (thread === undefined) return;
  const changed = by(thread);
  if (changed === thread) return;
  threads.value = new Map(threads.value).set(conversationId, changed);
}

/** Reads what is not known of a conversation, until nothing newer is missing. Throws nothing: `error` says it. */
export function fill(conversationId: string): Promise<Thread> {
  const running = filling.get(conversationId);
  if (running !== undefined) return running;
  const run = fillNow(conversationId).finally(() => filling.delete(conversationId));
  filling.set(conversationId, run);
  return run;
}

async function fillNow(conversationId: string): Promise<Thread> {
  let thread = put(threadOf(conversationId) ?? emptyThread(conversationId));
  const head = readHeadOf(conversationId);
  // Told below, when it is waited for.
  head.catch(() => undefined);
  try {
    for (let round = 0; round < FILLS_MAX && !thread.isWhole; round += 1) {
      const after = lastSeq(thread);
      const asked = lineNumber;
      const piece = await readPiece(conversationId, after === 0 ? {} : { after });
      // What the stream told meanwhile is in the newer one.
      thread = threadOf(conversationId) ?? thread;
      const joined = joinPiece({ ...thread, error: undefined }, piece, after === 0 ? "newest" : "after");
      thread = put(asked === lineNumber ? joined : { ...joined, isWhole: false });
    }
    await fillUnread(await head);
    change(conversationId, (known) => ({ ...known, isOpenable: true }));
    return threadOf(conversationId) ?? thread;
  } catch (error) {
    return put({ ...(threadOf(conversationId) ?? thread), error: sentenceOf(error) });
  }
}

/** Up to the first unread, so that the thread can be opened there. */
async function fillUnread(thread: Thread): Promise<void> {
  const unread = thread.head?.contact?.unread ?? 0;
  const readSeq = Math.max(thread.head?.readSeq ?? 0, readUpTo(thread.conversationId));
  let known = thread;
  for (let round = 0; round < UNREAD_PIECES_MAX && unread > 0; round += 1) {
    if (!known.hasBefore || firstSeq(known) <= readSeq + 1) break;
    await readEarlier(known.conversationId);
    known = threadOf(known.conversationId) ?? known;
  }
}

/** Who has it, and who she is. Asked anew where its contact changed hands. */
export async function readHeadOf(conversationId: string): Promise<Thread> {
  const head = await readHead(conversationId).catch((error: unknown) => {
    if (isUnseen(error)) change(conversationId, (thread) => ({ ...thread, isGone: true }));
    throw error;
  });
  change(conversationId, (thread) => ({ ...thread, head, isGone: false }));
  return threadOf(conversationId) ?? { ...emptyThread(conversationId), head };
}

/** Refused since it is a colleague's by now. */
export const isUnseen = (error: unknown): boolean =>
  error instanceof Refusal && error.code === "conversation_unseen";

/** Something may have been said before the stream began to tell of it. */
export function refill(conversationId: string): Promise<Thread> {
  change(conversationId, (thread) => ({ ...thread, isWhole: false }));
  return fill(conversationId);
}

/** The piece above what is known. */
export async function readEarlier(conversationId: string): Promise<void> {
  const thread = threadOf(conversationId);
  if (thread === undefined || !thread.hasBefore) return;
  const piece = await readPiece(conversationId, { before: firstSeq(thread) });
  change(conversationId, (known) => joinPiece(known, piece, "before"));
}

export function startThreads(): () => void {
  const offs = [
    // A new line: what was said while the old one was dead is not known yet, of any of them.
    onDeskFrame("hello", () => {
      lineNumber += 1;
      threads.value = new Map(
        [...threads.value].map(([id, thread]) => [id, { ...thread, isWhole: false }] as const),
      );
    }),
    onDeskFrame("messages", (frame) => {
      change(frame.conversationId, (thread) => joinFrame(thread, frame));
      const thread = threadOf(frame.conversationId);
      if (thread === undefined) return;
      const changedHands = frame.items.some((item) => tellsOfHands(item, thread));
      if (!thread.isWhole) void fill(frame.conversationId);
      else if (changedHands) void readHeadOf(frame.conversationId).catch(() => undefined);
    }),
    onDeskFrame("sends", ({ conversationId, items }) =>
      change(conversationId, (thread) => joinSends(thread, items)),
    ),
  ];
  return () => {
    for (const off of offs) off();
    threads.value = new Map();
  };
}

/** Of a colleague's conversation nothing but its messages is told: an answer of hers shows that it is hers. */
function tellsOfHands(item: FrameData<"messages">["items"][number], { head }: Thread): boolean {
  if (item.type === "event") return item.subject === "contact";
  return item.author === "agent" && !item.internal && item.staff?.id !== head?.contact?.owner?.id;
}

/** Whether something may be said now: the line is up, and nothing that was said is unseen. */
export const maySay = (conversationId: string): boolean =>
  line.value.kind === "online" && threadOf(conversationId)?.isWhole === true;
