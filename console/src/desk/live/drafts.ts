import { shallowRef } from "vue";

import { clearDrafts, type ComposerMode, draftsOf, readDraft, writeDraft } from "../compose/drafts.ts";

/** Long enough that typing is not slowed, short enough that a crash costs no sentence. */
const KEEP_AFTER_MS = 500;

/** What is not sent yet, by conversation: what its row shows. */
export const drafts = shallowRef<ReadonlyMap<string, string>>(new Map());

let staffId = "";
const waiting = new Map<
  string,
  { readonly keep: () => void; readonly timer: ReturnType<typeof setTimeout> }
>();

export const draftOf = (conversationId: string, mode: ComposerMode): string => {
  keepNow();
  return readDraft(localStorage, { staffId, conversationId, mode });
};

/** The same for whoever only looks on; what is being typed is not kept by it. */
export const keptDraftOf = (conversationId: string, mode: ComposerMode): string =>
  drafts.value.has(conversationId) ? readDraft(localStorage, { staffId, conversationId, mode }) : "";

/** Keeps it in a moment; an empty one at once, since it was sent. */
export function keepDraft(conversationId: string, mode: ComposerMode, text: string): void {
  const key = `${conversationId}:${mode}`;
  clearTimeout(waiting.get(key)?.timer);
  const keep = (): void => {
    waiting.delete(key);
    writeDraft(localStorage, { staffId, conversationId, mode }, text);
    drafts.value = draftsOf(localStorage, staffId);
  };
  if (text === "") keep();
  else waiting.set(key, { keep, timer: setTimeout(keep, KEEP_AFTER_MS) });
}

/** Before the page goes, or the conversation is left. */
export function keepNow(): void {
  for (const { keep, timer } of waiting.values()) {
    clearTimeout(timer);
    keep();
  }
}

export function startDrafts(id: string): () => void {
  staffId = id;
  drafts.value = draftsOf(localStorage, staffId);
  addEventListener("pagehide", keepNow);
  return () => {
    keepNow();
    removeEventListener("pagehide", keepNow);
  };
}

/** She signs out: whoever sits here next must not read them. */
export function forgetDrafts(): void {
  keepNow();
  clearDrafts(localStorage, staffId);
  drafts.value = new Map();
}
