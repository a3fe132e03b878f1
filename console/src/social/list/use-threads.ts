import { computed, onBeforeUnmount, onMounted, type Ref, ref, shallowRef, watch } from "vue";

import { call } from "../../api/call.ts";
import { usePaged } from "../../parts/wait/paged.ts";
import type { Threads } from "../thread.ts";
import type { Filter } from "./use-filter.ts";

/** What is new is looked for so often, while the page is seen. */
const LOOK_MS = 10_000;

/**
 * The list that a filter shows. What changes in it changes at once; what is new waits behind a bar until somebody wants it, so that
 * no row moves under a hand.
 */
export function useThreads(filter: Ref<Filter>) {
  const counted = shallowRef<Pick<Threads, "counts" | "classes" | "accounts">>();
  const fresh = ref(0);
  const read = async (after: string | undefined, signal?: AbortSignal): Promise<Threads> => {
    const page = await call("GET /social/threads", { query: { ...filter.value, after, limit: 50 }, signal });
    counted.value = page;
    return page;
  };
  const paged = usePaged(read);
  const { items, reload } = paged;

  async function show(): Promise<void> {
    fresh.value = 0;
    await reload();
  }
  watch(filter, () => {
    items.value = undefined;
    void show();
  });

  async function look(): Promise<void> {
    const shown = items.value;
    if (document.hidden || shown === undefined) return;
    const asked = filter.value;
    const page = await read(undefined).catch(() => undefined);
    if (page === undefined || asked !== filter.value || items.value !== shown) return;
    const known = new Set(shown.map(({ id }) => id));
    const now = new Map(page.items.map((item) => [item.id, item]));
    fresh.value = page.items.filter(({ id }) => !known.has(id)).length;
    items.value = shown.map((item) => now.get(item.id) ?? item);
    if (shown.length === 0 && fresh.value > 0) await show();
  }
  let timer: number | undefined;
  onMounted(() => (timer = window.setInterval(() => void look(), LOOK_MS)));
  onBeforeUnmount(() => window.clearInterval(timer));

  /** Rows that were dealt with leave without a reload. */
  function drop(ids: readonly string[]): void {
    items.value = items.value?.filter(({ id }) => !ids.includes(id));
  }

  return { ...paged, counted: computed(() => counted.value), fresh, show, look, drop };
}
