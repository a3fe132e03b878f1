import { computed, onScopeDispose, shallowRef, watch } from "vue";

import { call } from "../../api/call.ts";
import type { Answer } from "../../api/endpoints.ts";
import { useLoaded } from "../../parts/wait/loaded.ts";
import type { Thread } from "../thread/fold-thread.ts";
import { outcomeOf } from "./outcome.ts";

type Suggestions = Answer<"GET /conversations/:id/suggestions">;
export type Suggestion = Suggestions["items"][number];
export type Outcome = Suggestion["outcome"];

/** What is said comes in pieces: one question for all of them. */
const PAUSE_MS = 200;

/** The number of the last thing that was said to the fan or by her. */
const lastIn = ({ history }: Thread): number =>
  history.messages.findLast(({ internal }) => !internal)?.seq ?? 0;

/** What could be said in the open conversation, and what became of what was. */
export function useAssist(thread: () => Thread) {
  const id = thread().conversationId;
  const { data, error, reload } = useLoaded((signal) =>
    call("GET /conversations/:id/suggestions", { params: { id }, signal }),
  );
  let pause: number | undefined;
  watch(
    () => lastIn(thread()),
    () => {
      clearTimeout(pause);
      pause = window.setTimeout(() => void reload(), PAUSE_MS);
    },
  );
  onScopeDispose(() => clearTimeout(pause));

  /** What she has made of them herself, before the server tells it back. */
  const judged = shallowRef<ReadonlyMap<string, Outcome>>(new Map());
  const keyOf = (seq: number, item: Suggestion): string => `${seq} ${item.kind} ${item.id}`;
  const items = computed(() => {
    const { seq, items: found } = data.value ?? { seq: null, items: [] };
    return found.map((item) => ({
      ...item,
      outcome: judged.value.get(keyOf(seq ?? 0, item)) ?? item.outcome,
    }));
  });

  /** It is only counted: what could not be told is not told. */
  function judge(seq: number, item: Suggestion, place: number, outcome: Outcome): void {
    judged.value = new Map(judged.value).set(keyOf(seq, item), outcome);
    const { kind, id: targetId, version, confidence } = item;
    const body = { kind, targetId, version, place, confidence, outcome };
    void call("PUT /conversations/:id/suggestions/:seq", { params: { id, seq }, body }).catch(
      () => undefined,
    );
  }

  /** What was filled in last, as it stood in the composer. */
  let filled:
    | { readonly seq: number; readonly item: Suggestion; readonly place: number; text: string }
    | undefined;

  return {
    items,
    error,
    reload,
    isOpen: computed(() => (data.value?.seq ?? null) !== null),
    isKnown: computed(() => data.value !== undefined),
    lastFilled: () => filled?.text,
    took(item: Suggestion, place: number, text: string): void {
      const seq = data.value?.seq;
      if (seq != null) filled = { seq, item, place, text };
    },
    said(text: string): void {
      const outcome = filled && outcomeOf(filled.text, text);
      if (filled !== undefined && outcome !== undefined)
        judge(filled.seq, filled.item, filled.place, outcome);
      filled = undefined;
    },
    toggleDismissed(item: Suggestion & { readonly outcome: Outcome }, place: number): void {
      const seq = data.value?.seq;
      if (seq != null) judge(seq, item, place, item.outcome === "dismissed" ? null : "dismissed");
    },
  };
}
