import { onScopeDispose, ref, shallowRef } from "vue";

import { call } from "../../../api/call.ts";
import { sentenceOf } from "../../../parts/notice/toasts.ts";
import type { Check } from "./check.ts";

const LOOK_MS = 1_000;

/** Begins a check of the account, and looks each second how far it has come, until nothing more will be known. */
export function useCheck(id: string) {
  const check = shallowRef<Check>();
  const error = ref<string>();
  const busy = ref(false);
  let asked = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Once more when it is over: a moment may be noted right behind the outcome. */
  async function look(isLast = false): Promise<void> {
    const { signal } = asked;
    try {
      const { check: found } = await call("GET /accounts/:id/check", { params: { id }, signal });
      if (signal.aborted) return;
      error.value = undefined;
      // Over before she came: that was somebody else's.
      if (found === null || (found.over && check.value === undefined)) return;
      check.value = found;
    } catch (problem) {
      if (signal.aborted) return;
      error.value = sentenceOf(problem);
    }
    const isOver = check.value?.over === true;
    if (!isLast) timer = setTimeout(() => void look(isOver), LOOK_MS);
  }

  function stop(): void {
    asked.abort();
    clearTimeout(timer);
  }

  async function start(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    error.value = undefined;
    stop();
    asked = new AbortController();
    try {
      check.value = await call("POST /accounts/:id/check", { params: { id } });
      timer = setTimeout(() => void look(), LOOK_MS);
    } catch (problem) {
      error.value = sentenceOf(problem);
    } finally {
      busy.value = false;
    }
  }

  onScopeDispose(stop);
  void look();
  return { check, error, busy, start };
}
