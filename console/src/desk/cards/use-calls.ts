import { computed, type Ref, ref, watch } from "vue";

import { toast } from "../../parts/notice/toasts.ts";
import "../../text/call.ts";
import { t } from "../../text/index.ts";
import { fanName } from "../fan/fan-name.ts";
import { desk } from "../live/desk-state.ts";
import { momentOf } from "../time/time-text.ts";
import type { Card, CardGroup } from "./card.ts";

/** Whether words are being written anywhere: then nothing may come between. */
function isTyping(): boolean {
  const at = document.activeElement;
  if (!(at instanceof HTMLTextAreaElement || at instanceof HTMLInputElement)) return false;
  return at.value !== "";
}

/**
 * A call that has come to me opens by itself, unless I am writing: then it is offered, and leaves the words alone. What was
 * there before this page was is offered, too.
 */
export function useCalls(
  shown: () => string | undefined,
  open: (conversationId: string) => void,
): Readonly<Ref<CardGroup | undefined>> {
  const calls = computed(() =>
    [...desk.value.contacts.values()].filter(
      ({ surface, state }) => surface === "call" && state === "active",
    ),
  );
  const seen = ref<ReadonlySet<string>>(new Set());
  const see = (id: string): void => void (seen.value = new Set([...seen.value, id]));

  watch(
    () => calls.value.map(({ conversationId }) => conversationId),
    (now, before) => {
      const fresh =
        before === undefined ? undefined : now.find((id) => !before.includes(id) && !seen.value.has(id));
      if (fresh !== undefined && !isTyping()) open(fresh);
    },
    { immediate: true },
  );
  watch(shown, (id) => id !== undefined && see(id), { immediate: true });

  // She is off my list by then: what became of her is said once.
  watch(
    () => desk.value.phone.dials.filter(({ againAt }) => againAt !== null),
    (now, before) => {
      const told = new Set(before.map(({ dialId }) => dialId));
      for (const { dialId, againAt } of now)
        if (againAt !== null && !told.has(dialId)) toast(t("call.again", { time: momentOf(againAt) }));
    },
  );

  return computed(() => {
    const waiting = calls.value.filter(({ conversationId }) => !seen.value.has(conversationId));
    if (waiting.length === 0) return undefined;
    const cards = waiting.map((row): Card => {
      const name = fanName(row.fan);
      return {
        kind: "call",
        key: row.contactId,
        icon: "phone",
        title: t("call.pop", { direction: t("desk.channel.call"), name }),
        since: row.createdAt,
        act: {
          text: t("call.open"),
          label: t("call.open_of", { name }),
          run: () => open(row.conversationId),
        },
      };
    });
    return { kind: "call", cards };
  });
}
