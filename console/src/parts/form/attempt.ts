import { ref } from "vue";

import { sentenceOf } from "../notice/toasts.ts";

/** One attempt at a time; what is refused is said beside it, and looked at again where somebody may have been quicker. */
export function useAttempt(lookAgain?: () => Promise<void>) {
  const busy = ref(false);
  const problem = ref<string>();

  async function attempt(act: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      await act();
    } catch (refused) {
      problem.value = sentenceOf(refused);
      void lookAgain?.();
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, attempt };
}
