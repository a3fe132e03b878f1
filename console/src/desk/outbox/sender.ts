import { computed, shallowRef, watch } from "vue";

import { DOUBTS } from "../../../../src/core/outgoing/doubt.ts";
import { newKey } from "../../api/call.ts";
import { Refusal } from "../../api/refusal.ts";
import { line } from "../../api/stream.ts";
import { unsent } from "../../api/unsent.ts";
import { sentenceOf } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import { type Reply, say } from "../api/conversation.ts";
import { lastSeq } from "../thread/fold-thread.ts";
import { now } from "../time/clock.ts";
import { fill, maySay, refill, threadOf } from "../thread/threads.ts";
import { hasFile, keepQueue, keptQueue } from "./kept.ts";
import { add, drop, next, type Pending, type Queue, setSent, setState } from "./pending.ts";
import { answeredMeanwhile, type Saying, shownIn, windowClosedSince } from "./saying.ts";
import { forgetUploads, isCancelled, uploadOnce } from "./uploads.ts";

const HOUR_MS = 3_600_000;
/** When a line that looks alive does not let something through. */
const AGAIN_MS = 3_000;

/** The stream shows what was said in a moment; if not, it is asked for. */
const SHOWN_MS = 1_500;

const queue = shallowRef<Queue<Saying>>([]);
let myId = "";

/** What I said in a conversation and the thread does not show yet. */
export function pendingOf(conversationId: string): Queue<Saying> {
  const own = queue.value.filter((one) => one.conversationId === conversationId);
  if (own.length === 0) return own;
  const shown = shownIn(own, threadOf(conversationId)?.history.messages ?? [], myId);
  return own.filter(({ key }) => !shown.has(key));
}

async function lookAfter(key: string): Promise<void> {
  const one = queue.value.find((each) => each.key === key);
  if (one !== undefined && pendingOf(one.conversationId).includes(one)) await refill(one.conversationId);
  put(drop(queue.value, key));
}

/** What would be lost with this tab. */
export const hasPendingFiles = computed(() =>
  queue.value.some(({ body, state }) => hasFile(body) && state !== "sent"),
);

/** Says it as soon as the line and what was said before allow. */
export function sayWhenPossible(conversationId: string, to: Saying["to"], what: Saying["what"]): void {
  const thread = threadOf(conversationId);
  const body: Saying = { to, what, seenSeq: thread === undefined ? 0 : lastSeq(thread) };
  put(add(queue.value, { key: newKey(), conversationId, state: "waiting", at: now.value, body }));
}

/** Again, under its own key: had it arrived after all, it is still one message. */
export function sayAgain(key: string): void {
  const again = queue.value.map((one) => {
    const thread = threadOf(one.conversationId);
    if (one.key !== key || thread === undefined) return one;
    return { ...one, at: now.value, body: { ...one.body, seenSeq: lastSeq(thread) } };
  });
  put(setState(again, key, "waiting"));
}

/** What was doubtful goes out, as a saying of its own: she has looked. */
export function sayDespite(key: string): void {
  const again = queue.value.map((one) => {
    const { what } = one.body;
    if (one.key !== key || what.kind === "media") return one;
    return { ...one, key: newKey(), at: now.value, body: { ...one.body, what: { ...what, despite: true } } };
  });
  const changed = again.find((one, at) => one !== queue.value[at]);
  if (changed !== undefined) put(setState(again, changed.key, "waiting"));
}

export function giveUp(key: string): Saying | undefined {
  const given = queue.value.find((one) => one.key === key);
  forgetUploads(key);
  put(drop(queue.value, key));
  return given?.body;
}

/** For whoever is signed in; what she had said before a reload goes on. */
export function startSender(staffId: string): () => void {
  myId = staffId;
  put(keptQueue(sessionStorage, staffId));
  const stop = watch(line, ({ kind }) => (kind === "online" ? flush() : count()));
  return () => {
    stop();
    queue.value = [];
    unsent.value = 0;
  };
}

/** She signed out: what could not be sent must not be read by the next. */
export function forgetOutbox(staffId: string): void {
  keepQueue(sessionStorage, staffId, []);
}

function put(changed: Queue<Saying>): void {
  queue.value = changed;
  keepQueue(sessionStorage, myId, changed);
  count();
  flush();
}

function count(): void {
  unsent.value = queue.value.filter(({ state }) => state === "waiting" || state === "sending").length;
}

function flush(): void {
  if (line.value.kind !== "online") return;
  for (const one of next(queue.value)) {
    queue.value = setState(queue.value, one.key, "sending");
    void sendOne(one);
  }
}

async function sendOne(one: Pending<Saying>): Promise<void> {
  const { key, conversationId, body } = one;
  try {
    if (!maySay(conversationId)) await fill(conversationId);
    if (!maySay(conversationId)) return settle(key, "waiting");
    const why = whyHeld(one);
    if (why !== undefined) return settle(key, "failed", { reason: why });
    const seqs = await say(conversationId, body.to, await replyOf(key, body), key);
    forgetUploads(key);
    put(setSent(queue.value, key, seqs));
    setTimeout(() => void lookAfter(key), SHOWN_MS);
  } catch (error) {
    if (isCancelled(error)) return settle(key, "failed", { reason: t("desk.send.cancelled") });
    const isAway = error instanceof Refusal && (error.status === 0 || error.status === 401);
    if (!isAway) {
      const isDoubtful = error instanceof Refusal && DOUBTS.some((code) => code === error.code);
      return settle(key, "failed", { reason: sentenceOf(error), isDoubtful });
    }
    settle(key, "waiting");
  }
}

/** Why it must not leave before she has looked; undefined where it may. */
function whyHeld(one: Pending<Saying>): string | undefined {
  const thread = threadOf(one.conversationId);
  const messages = thread?.history.messages ?? [];
  const colleague = answeredMeanwhile(one.body, messages, myId);
  if (colleague !== undefined) return t("desk.send.answered", { name: colleague });
  const windowMs = thread?.head?.windowMs ?? null;
  if (!windowClosedSince(one, messages, windowMs, now.value)) return undefined;
  return t("desk.send.window", { hours: Math.round((windowMs ?? 0) / HOUR_MS) });
}

/** Waiting again does not start at once: the line's next life does, or a while. */
function settle(
  key: string,
  state: "waiting" | "failed",
  why: Pick<Pending<Saying>, "reason" | "isDoubtful"> = {},
): void {
  queue.value = setState(queue.value, key, state, why);
  keepQueue(sessionStorage, myId, queue.value);
  count();
  if (state === "failed") return;
  setTimeout(flush, AGAIN_MS);
}

/** What is sent of it; its files are with the server by then. */
async function replyOf(key: string, { what, to }: Saying): Promise<Reply> {
  switch (what.kind) {
    case "text":
      return { text: what.text, ...(what.despite && to === "customer" && { despite: true }) };
    case "media": {
      const coverId =
        what.cover === undefined || to === "colleagues"
          ? undefined
          : await uploadOnce(key, "cover", what.cover);
      const mediaId = await uploadOnce(key, "file", what.file);
      return coverId === undefined ? { mediaId } : { mediaId, coverId };
    }
    case "card": {
      const { card, cover, despite } = what;
      const looked = despite === true ? { despite } : {};
      if (card.kind !== "mini_program") return { card, ...looked };
      const coverId = cover === undefined ? "" : await uploadOnce(key, "cover", cover);
      return { card: { ...card, coverId }, ...looked };
    }
  }
}
