import { computed, onScopeDispose, type Ref, watch } from "vue";

import { call } from "../../api/call.ts";
import { toastError } from "../../parts/notice/toasts.ts";
import "../../text/cover.ts";
import { t } from "../../text/index.ts";
import { timed } from "../api/moments.ts";
import { fanName } from "../fan/fan-name.ts";
import { desk } from "../live/desk-state.ts";
import { refill } from "../thread/threads.ts";
import type { Card, CardGroup } from "./card.ts";
import { covering, isCoveredByMe } from "./cover-state.ts";

/** Asked for by the clock, since it is colleagues who leave and come back; a thread that I cover is asked for with it. */
const LOOK_MS = 10_000;

/** 代管: customers of colleagues who are away, and what colleagues have said to mine meanwhile. */
export function useCover(
  shown: () => string | undefined,
  open: (conversationId: string) => void,
): Readonly<Ref<readonly CardGroup[]>> {
  /** One at a time: a line that is slow is not asked more often for it. */
  let isAsking = false;
  let isWantedAgain = false;
  async function load(): Promise<void> {
    if (isAsking) {
      isWantedAgain = true;
      return;
    }
    isAsking = true;
    try {
      covering.value = desk.value.seat == null ? undefined : timed(await call("GET /cover"));
    } catch (error) {
      // What was shown may be over; answering says so.
      if (covering.value === undefined) toastError(error);
    }
    const id = shown();
    if (id !== undefined && isCoveredByMe(id)) await refill(id).catch(() => undefined);
    isAsking = false;
    if (!isWantedAgain) return;
    isWantedAgain = false;
    await load();
  }
  async function know(id: string): Promise<void> {
    try {
      await call("POST /cover/:id/known", { params: { id } });
    } catch (error) {
      toastError(error);
    }
    await load();
  }

  const timer = setInterval(() => {
    if (!isAsking && document.visibilityState === "visible") void load();
  }, LOOK_MS);
  onScopeDispose(() => clearInterval(timer));
  watch(() => desk.value.seat?.version, load, { immediate: true });
  watch(
    () => covering.value?.meanwhile.find(({ conversationId }) => conversationId === shown())?.conversationId,
    (id) => id !== undefined && void know(id),
  );

  return computed(() => [...meanwhileOf(open, know), ...toAnswerOf(open)]);
}

function meanwhileOf(open: (id: string) => void, know: (id: string) => Promise<void>): readonly CardGroup[] {
  const cards = (covering.value?.meanwhile ?? []).map(({ conversationId, answers, fan }): Card => ({
    kind: "meanwhile",
    key: conversationId,
    icon: "chat",
    title: t("cover.meanwhile", { name: fanName(fan) }, answers),
    open: () => open(conversationId),
    dismiss: { text: t("cover.known"), label: t("cover.known"), run: () => void know(conversationId) },
  }));
  return cards.length === 0 ? [] : [{ kind: "meanwhile", cards }];
}

function toAnswerOf(open: (id: string) => void): readonly CardGroup[] {
  const waiting = (covering.value?.toAnswer ?? []).filter(({ waitingSince }) => waitingSince !== null);
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
