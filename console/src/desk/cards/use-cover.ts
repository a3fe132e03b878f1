import { computed, type Ref, watch } from "vue";

import { call } from "../../api/call.ts";
import { toastError } from "../../parts/notice/toasts.ts";
import "../../text/cover.ts";
import { t } from "../../text/index.ts";
import { fanName } from "../fan/fan-name.ts";
import { refill } from "../thread/threads.ts";
import type { Card, CardGroup } from "./card.ts";
import { covering, isCoveredByMe } from "./cover-state.ts";

/** 代管: customers of colleagues who are away, and what colleagues have said to mine meanwhile. */
export function useCover(
  shown: () => string | undefined,
  open: (conversationId: string) => void,
): Readonly<Ref<readonly CardGroup[]>> {
  const know = (id: string): void => void call("POST /cover/:id/known", { params: { id } }).catch(toastError);

  // Whose it is, and what happened there, is told by the stream of its owner's desk alone.
  watch(covering, () => {
    const id = shown();
    if (id !== undefined && isCoveredByMe(id)) void refill(id).catch(() => undefined);
  });
  watch(
    () => covering.value.meanwhile.find(({ conversationId }) => conversationId === shown())?.conversationId,
    (id) => id !== undefined && know(id),
    { immediate: true },
  );

  return computed(() => [...meanwhileOf(open, know), ...toAnswerOf(open)]);
}

function meanwhileOf(open: (id: string) => void, know: (id: string) => void): readonly CardGroup[] {
  const cards = covering.value.meanwhile.map(({ conversationId, answers, fan }): Card => ({
    kind: "meanwhile",
    key: conversationId,
    icon: "chat",
    title: t("cover.meanwhile", { name: fanName(fan) }, answers),
    open: () => open(conversationId),
    dismiss: { text: t("cover.known"), label: t("cover.known"), run: () => know(conversationId) },
  }));
  return cards.length === 0 ? [] : [{ kind: "meanwhile", cards }];
}

function toAnswerOf(open: (id: string) => void): readonly CardGroup[] {
  const waiting = covering.value.toAnswer.filter(({ waitingSince }) => waitingSince !== null);
  const cards = waiting.map((row): Card => {
    const { owner, cause } = row;
    const name = fanName(row.fan);
    const whose = t("cover.for", { name: owner.name, cause: t(`cover.${cause}`) });
    return {
      kind: "cover",
      key: row.contactId,
      title: name,
      contact: row,
      since: row.waitingSince,
      said: [whose, row.said].filter(Boolean).join(" · "),
      act: {
        text: t("cover.answer"),
        label: t("cover.answer_of", { name }),
        run: () => open(row.conversationId),
      },
    };
  });
  if (cards.length === 0) return [];
  const head = { title: t("cover.title"), count: t("cover.count", {}, cards.length) };
  return [{ kind: "cover", head, cards }];
}
