import { type Ref, onScopeDispose, ref, shallowRef } from "vue";

import { sentenceOf } from "../notice/toasts.ts";

/** A shorter wait is not shown: a skeleton that flashes is worse than none. */
const SHOWN_AFTER_MS = 200;

export type Loaded<T> = {
  readonly data: Readonly<Ref<T | undefined>>;
  /** What to say where it could not be had; what was there before stays. */
  readonly error: Ref<string | undefined>;
  /** True once the wait for the first answer is long enough to show. */
  readonly waiting: Readonly<Ref<boolean>>;
  readonly reload: () => Promise<void>;
};

/** Something of the server's that a page shows. The last question wins: a slow earlier answer changes nothing. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const data = shallowRef<T>();
  const error = ref<string>();
  const waiting = ref(false);
  let answered = false;
  let asked = new AbortController();

  async function reload(): Promise<void> {
    asked.abort();
    const mine = (asked = new AbortController());
    const timer = setTimeout(() => (waiting.value = !answered), SHOWN_AFTER_MS);
    try {
      const found = await load(mine.signal);
      if (mine !== asked) return;
      data.value = found;
      answered = true;
      error.value = undefined;
    } catch (problem) {
      if (!mine.signal.aborted) error.value = sentenceOf(problem);
    } finally {
      clearTimeout(timer);
      if (mine === asked) waiting.value = false;
    }
  }
  onScopeDispose(() => asked.abort());
  void reload();
  return { data, error, waiting, reload };
}
