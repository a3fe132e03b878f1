import { type Ref, shallowRef, watch } from "vue";

import { t } from "../../text/index.ts";
import type { Thread } from "./fold-thread.ts";
import { lastSeq } from "./fold-thread.ts";

/** Screen readers are told of new words, but not of each: who writes in pieces would drown everything else. */
const AGAIN_MS = 5_000;

export function useSpokenNews(thread: () => Thread, name: () => string): Readonly<Ref<string>> {
  const spoken = shallowRef("");
  let saidAt = 0;
  watch(
    () => lastSeq(thread()),
    (seq, before) => {
      const last = thread().history.messages.at(-1);
      const isNews = seq > before && last?.author === "fan" && Date.now() - saidAt >= AGAIN_MS;
      if (!isNews) return;
      saidAt = Date.now();
      // The same sentence twice is no change: the time makes it one.
      spoken.value = "";
      queueMicrotask(() => (spoken.value = t("desk.message.said", { name: name() })));
    },
  );
  return spoken;
}
