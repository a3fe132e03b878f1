import { computed, onScopeDispose, type Ref, shallowRef, watch } from "vue";

import { sentenceOf } from "../../parts/notice/toasts.ts";
import { readList } from "../api/conversation.ts";
import type { ContactRow, Tab } from "../api/wire.ts";
import { desk } from "./desk-state.ts";

/** The stream tells how many there are on a tab; which ones is asked, at most so often. */
const AGAIN_MS = 3_000;
const SEARCH_AFTER_MS = 250;
/** A page of rows, and how many are held at most: a list is for finding, not for reading to the end. */
const PAGE = 50;
const PAGE_MAX = 100;
const ROWS_MAX = 1_000;

export type List = {
  readonly rows: Readonly<Ref<readonly ContactRow[]>>;
  readonly waiting: Readonly<Ref<boolean>>;
  readonly error: Readonly<Ref<string | undefined>>;
  readonly hasMore: Readonly<Ref<boolean>>;
  /** Of a search that did not look at everything: how many contacts it looked at. */
  readonly searched: Readonly<Ref<number | undefined>>;
  readonly more: () => Promise<void>;
  readonly reload: () => Promise<void>;
};

/** The contacts of a tab that the server knows and the stream does not tell, and what a search finds. */
export function useList(tab: Ref<Tab>, words: Ref<string>, isMine: Ref<boolean>): List {
  const rows = shallowRef<readonly ContactRow[]>([]);
  const error = shallowRef<string>();
  const next = shallowRef<string | null>(null);
  const searched = shallowRef<number>();
  const answered = shallowRef(false);
  let asked = new AbortController();

  async function load(after?: string): Promise<void> {
    asked.abort();
    if (isMine.value) return;
    const mine = (asked = new AbortController());
    try {
      const limit = after === undefined ? Math.min(Math.max(rows.value.length, PAGE), PAGE_MAX) : PAGE;
      const q = words.value === "" ? {} : { q: words.value };
      const page = await readList(
        tab.value,
        { ...q, ...(after === undefined ? {} : { after }), limit },
        mine.signal,
      );
      rows.value = after === undefined ? page.items : joined(rows.value, page.items);
      next.value = page.next;
      searched.value = page.searched?.all === false ? page.searched.contacts : undefined;
      error.value = undefined;
    } catch (problem) {
      if (!mine.signal.aborted) error.value = sentenceOf(problem);
    } finally {
      if (mine === asked) answered.value = true;
    }
  }

  watch(tab, () => {
    rows.value = [];
    next.value = null;
    answered.value = false;
    void load();
  });
  reloadLater(words, rows, load);
  onScopeDispose(() => asked.abort());
  void load();
  return {
    rows,
    error,
    searched,
    waiting: computed(() => !answered.value),
    hasMore: computed(() => next.value !== null && rows.value.length < ROWS_MAX),
    more: async () => (next.value === null ? undefined : load(next.value)),
    reload: async () => load(),
  };
}

function joined(before: readonly ContactRow[], more: readonly ContactRow[]): readonly ContactRow[] {
  const known = new Set(more.map(({ contactId }) => contactId));
  return [...before.filter(({ contactId }) => !known.has(contactId)), ...more].slice(0, ROWS_MAX);
}

/** Asks anew when other words are typed, and, seldom enough, when the stream says that something changed. */
function reloadLater(
  words: Readonly<Ref<string>>,
  rows: Readonly<Ref<readonly ContactRow[]>>,
  load: () => Promise<void>,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reloadedAt = 0;
  const later = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reloadedAt = Date.now();
      void load();
    }, ms);
  };
  watch(words, () => later(SEARCH_AFTER_MS));
  watch(
    () => desk.value.counts,
    () => {
      // Who has scrolled far, or searches, is not thrown back.
      if (words.value === "" && rows.value.length <= PAGE_MAX)
        later(Math.max(0, reloadedAt + AGAIN_MS - Date.now()));
    },
  );
  onScopeDispose(() => clearTimeout(timer));
}
