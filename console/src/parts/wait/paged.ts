import { type Ref, ref, shallowRef } from "vue";

import { sentenceOf } from "../notice/toasts.ts";
import { type Loaded, useLoaded } from "./loaded.ts";

type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export type Paged<Item> = Omit<Loaded<unknown>, "data"> & {
  readonly items: Ref<readonly Item[] | undefined>;
  readonly hasMore: Readonly<Ref<boolean>>;
  readonly loadMore: () => Promise<void>;
};

/** A list that the server gives page by page: the first at once and at `reload`, the others when they are wanted. */
export function usePaged<Item>(
  load: (after: string | undefined, signal?: AbortSignal) => Promise<Page<Item>>,
): Paged<Item> {
  const items = shallowRef<readonly Item[]>();
  const next = shallowRef<string | null>(null);
  const hasMore = ref(false);
  const { error, waiting, reload } = useLoaded(async (signal) => {
    const page = await load(undefined, signal);
    if (!signal.aborted) show(page.items, page.next);
  });

  function show(shown: readonly Item[], after: string | null): void {
    items.value = shown;
    next.value = after;
    hasMore.value = after !== null;
  }

  async function loadMore(): Promise<void> {
    const after = next.value;
    if (after === null) return;
    try {
      const page = await load(after);
      // A reload meanwhile began anew; this page belongs to what was there before.
      if (next.value === after) show([...(items.value ?? []), ...page.items], page.next);
    } catch (problem) {
      error.value = sentenceOf(problem);
    }
  }

  return { items, hasMore, error, waiting, reload, loadMore };
}
