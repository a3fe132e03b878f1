import { computed, type Ref, ref, shallowRef, watch } from "vue";

import { splitText, utf8Bytes } from "../../../../src/core/channel/split.ts";
import type { Head } from "../api/wire.ts";
import { draftOf, keepDraft } from "../live/drafts.ts";
import type { ComposerMode } from "./drafts.ts";

/** Longest reply, in UTF-16 units; the server's own limit. */
export const REPLY_CHARS_MAX = 5_000;

/** The mode sticks to its conversation: after a note the next is a note too, until somebody says otherwise. */
const modes = new Map<string, ComposerMode>();

type Limit = Pick<Head, "textBytesMax" | "textCharsMax">;

export type Words = {
  readonly mode: Readonly<Ref<ComposerMode>>;
  readonly text: Readonly<Ref<string>>;
  readonly bytes: Readonly<Ref<number>>;
  /** What one message holds. */
  readonly limit: Limit;
  /** The messages as which a reply will leave. */
  readonly parts: Readonly<Ref<readonly string[]>>;
  readonly isTooLong: Readonly<Ref<boolean>>;
  readonly isBlank: Readonly<Ref<boolean>>;
  readonly write: (text: string) => void;
  readonly setMode: (mode: ComposerMode) => void;
  /** Gives up what was being written in this mode. */
  readonly forget: (mode: ComposerMode) => void;
};

/** What is being written in a conversation, as a reply and as a note apart, kept as drafts. */
export function useWords(
  { id: conversationId, textBytesMax, textCharsMax }: Limit & Pick<Head, "id">,
  allowed: () => readonly ComposerMode[],
): Words {
  const chosen = shallowRef<ComposerMode>(modes.get(conversationId) ?? "reply");
  const mode = computed<ComposerMode>(() =>
    allowed().includes(chosen.value) ? chosen.value : (allowed()[0] ?? chosen.value),
  );
  const texts: Readonly<Record<ComposerMode, Ref<string>>> = {
    reply: ref(draftOf(conversationId, "reply")),
    note: ref(draftOf(conversationId, "note")),
  };
  const text = computed(() => texts[mode.value].value);
  // A reply was not allowed and is again: what is being written for colleagues must not become one in the middle.
  watch(
    () => allowed().includes(chosen.value),
    (isAllowed) => {
      if (isAllowed && chosen.value === "reply" && texts.note.value.trim() !== "") chosen.value = "note";
    },
    { flush: "sync" },
  );
  const bytes = computed(() => utf8Bytes(text.value));
  return {
    mode,
    text,
    bytes,
    limit: { textBytesMax, textCharsMax },
    parts: computed(() =>
      mode.value === "note" ? [] : splitText(text.value, textBytesMax, textCharsMax ?? Infinity),
    ),
    isTooLong: computed(() => text.value.length > REPLY_CHARS_MAX),
    isBlank: computed(() => text.value.trim() === ""),
    write: (words) => {
      texts[mode.value].value = words;
      keepDraft(conversationId, mode.value, words);
    },
    setMode: (next) => {
      modes.set(conversationId, next);
      chosen.value = next;
    },
    forget: (which) => {
      texts[which].value = "";
      keepDraft(conversationId, which, "");
    },
  };
}
