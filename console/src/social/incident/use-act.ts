import { ref } from "vue";

import { sentenceOf } from "../../parts/notice/toasts.ts";

/** One act of a form at a time; why it was refused stands in the form. */
export function useAct(done: () => void) {
  const problem = ref<string>();
  const busy = ref(false);
  async function act(doing: () => Promise<unknown>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      await doing();
      done();
    } catch (refused) {
      problem.value = sentenceOf(refused);
    } finally {
      busy.value = false;
    }
  }
  return { problem, busy, act };
}

/** What is written one a line. */
export const linesOf = (written: string): string[] =>
  written
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
