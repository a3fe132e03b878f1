import { computed, type Ref, watch } from "vue";

import { toastError } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import "../../text/no-place.ts";
import { fanName } from "../fan/fan-name.ts";
import { desk } from "../live/desk-state.ts";
import { wait } from "../places/await-fan.ts";
import type { CardGroup } from "./card.ts";

/** Customers whom I waited for and who have written: until I have looked, or know it. */
export function useHeard(
  shown: () => string | undefined,
  open: (conversationId: string) => void,
): Readonly<Ref<CardGroup | undefined>> {
  const heard = computed(() => desk.value.awaited.filter(({ heardAt }) => heardAt !== null));
  const forget = (conversationId: string): void => void wait(conversationId, false).catch(toastError);

  watch(
    () => heard.value.find(({ conversationId }) => conversationId === shown())?.conversationId,
    (seen) => seen !== undefined && forget(seen),
    { immediate: true },
  );
  return computed(() =>
    heard.value.length === 0
      ? undefined
      : {
          kind: "heard",
          cards: heard.value.map(({ conversationId, fan }) => ({
            kind: "heard",
            key: conversationId,
            icon: "bell",
            title: t("desk.heard", { name: fanName(fan) }),
            open: () => open(conversationId),
            dismiss: {
              text: t("desk.heard.known"),
              label: t("desk.heard.known"),
              run: () => forget(conversationId),
            },
          })),
        },
  );
}
