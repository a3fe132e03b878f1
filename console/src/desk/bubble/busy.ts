import { ref, type Ref } from "vue";

import { toastError } from "../../parts/notice/toasts.ts";

/** Runs one thing at a time and tells what it was refused with. */
export function useBusy(): {
  readonly busy: Readonly<Ref<boolean>>;
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
} {
  const busy = ref(false);
  return {
    busy,
    run: async (act) => {
      if (busy.value) return false;
      busy.value = true;
      try {
        await act();
        return true;
      } catch (error) {
        toastError(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
