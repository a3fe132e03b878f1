import { computed, type Ref, ref } from "vue";

import { DISMISSALS, WAIVERS } from "../../../../src/core/social/thread.ts";
import { call } from "../../api/call.ts";
import { toast, toastError } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import type { View } from "../thread.ts";

const UNDO_MS = 10_000;

type List = {
  readonly drop: (ids: readonly string[]) => void;
  readonly show: () => Promise<void>;
  readonly look: () => Promise<void>;
};

/**
 * Threads leave a list with a reason, and come back by one click: from what waits (no answer is needed), and from what is
 * to be closed (no comment is needed).
 */
export function useLeaving(view: Ref<View>, list: List) {
  /** Whose reason is asked for. */
  const asked = ref<readonly string[]>();
  const isClosing = computed(() => view.value === "closing");
  const mayLeave = computed(() => view.value === "waiting" || isClosing.value);
  const reasons = computed(() =>
    isClosing.value
      ? WAIVERS.map((code) => ({ code, text: t(`social.waiver.${code}`) }))
      : DISMISSALS.map((code) => ({ code, text: t(`social.dismissal.${code}`) })),
  );
  const title = computed(() => {
    const count = asked.value?.length ?? 0;
    return isClosing.value ? t("social.waive.title", {}, count) : t("social.dismiss.title", {}, count);
  });

  async function leave(code: string): Promise<void> {
    const ids = [...(asked.value ?? [])];
    asked.value = undefined;
    try {
      const gone = isClosing.value ? await waive(ids, code) : await dismiss(ids, code);
      if (gone === undefined) return;
      list.drop(ids);
      const undo = { text: t("social.undo"), run: () => void bring(gone.back) };
      toast(gone.text, { action: undo, ms: UNDO_MS });
      void list.look();
    } catch (problem) {
      toastError(problem);
    }
  }

  async function bring(back: () => Promise<void>): Promise<void> {
    try {
      await back();
      await list.show();
    } catch (problem) {
      toastError(problem);
    }
  }
  const restoreAll = (ids: readonly string[]) => bring(() => restore(ids));

  return { asked, reasons, title, mayLeave, isClosing, leave, restore: restoreAll };
}

/** What is told of it, and how it is taken back. */
type Gone = { readonly text: string; readonly back: () => Promise<void> };

async function dismiss(ids: string[], code: string): Promise<Gone | undefined> {
  const reason = DISMISSALS.find((one) => one === code);
  if (reason === undefined) return undefined;
  const { done } = await call("POST /social/threads/dismiss", { body: { ids, reason } });
  return { text: t("social.dismissed", {}, done.length), back: () => restore(done) };
}

async function waive(ids: string[], code: string): Promise<Gone | undefined> {
  const reason = WAIVERS.find((one) => one === code);
  if (reason === undefined) return undefined;
  const { done } = await call("POST /social/threads/waive-closing", { body: { ids, reason } });
  const want = { body: { ids: done } };
  return {
    text: t("social.waived", {}, done.length),
    back: () => call("POST /social/threads/want-closing", want).then(() => undefined),
  };
}

async function restore(ids: readonly string[]): Promise<void> {
  const { done } = await call("POST /social/threads/restore", { body: { ids: [...ids] } });
  toast(t("social.restored", {}, done.length));
}
