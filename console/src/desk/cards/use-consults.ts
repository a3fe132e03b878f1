import { computed, type Ref } from "vue";

import { FLAG_REASONS } from "../../../../src/core/consult/consultation.ts";
import { call } from "../../api/call.ts";
import { me } from "../../me/session.ts";
import { toastError } from "../../parts/notice/toasts.ts";
import { t } from "../../text/index.ts";
import "../../text/consult.ts";
import type { Consult } from "../api/wire.ts";
import { fanName } from "../fan/fan-name.ts";
import { desk } from "../live/desk-state.ts";
import type { Card, CardGroup } from "./card.ts";

/** What colleagues ask me, the calls for help that no leader has seen, and what I have asked until I know how it ended. */
export function useConsults(open: (conversationId: string) => void): Readonly<Ref<readonly CardGroup[]>> {
  const does = (what: "withdraw" | "known" | "take", { consultationId }: Consult, then?: () => void): void =>
    void call(`POST /consultations/:id/${what}`, { params: { id: consultationId } })
      .then(then)
      .catch(toastError);
  const show =
    ({ conversationId }: Consult) =>
    () =>
      open(conversationId);

  function cardOf(one: Consult): Card {
    const name = fanName(one.fan);
    const isOpenFlag = one.kind === "flag" && one.asked === null;
    const said = [one.reason === null ? "" : reasonWords(one.reason), one.said ?? ""].filter(Boolean);
    return {
      kind: one.kind === "flag" ? "flag" : "consult",
      key: one.consultationId,
      icon: one.kind === "flag" ? "flag" : "chat",
      title: t(`consult.card.${one.kind}`, { by: one.by.name, name }),
      since: one.at,
      said: said.join(" · "),
      open: show(one),
      ...(isOpenFlag && {
        act: {
          text: t("consult.take"),
          label: t("consult.take"),
          run: () => does("take", one, show(one)),
        },
      }),
    };
  }

  function askedCardOf(one: Consult): Card {
    const hasEnded = one.endedAt !== null;
    const known = hasEnded ? "known" : "withdraw";
    return {
      kind: "asked",
      key: one.consultationId,
      icon: hasEnded ? "check" : "clock",
      title: askedWords(one),
      ...(!hasEnded && { since: one.at }),
      said: one.answer ?? t("consult.card.about", { name: fanName(one.fan) }),
      open: () => {
        if (hasEnded && !isAtChat(one)) does("known", one);
        open(one.conversationId);
      },
      ...(!isAtChat(one) && {
        dismiss: { text: t(`consult.${known}`), label: t(`consult.${known}`), run: () => does(known, one) },
      }),
    };
  }

  return computed(() => {
    const all = desk.value.consults;
    const isMine = ({ by }: Consult): boolean => by.id === me.value?.id;
    return groupsOf(all.filter((one) => !isMine(one)).map(cardOf), all.filter(isMine).map(askedCardOf));
  });
}

function groupsOf(others: readonly Card[], asked: readonly Card[]): readonly CardGroup[] {
  const groups: readonly CardGroup[] = [
    { kind: "flag", cards: others.filter(({ kind }) => kind === "flag") },
    { kind: "consult", cards: others.filter(({ kind }) => kind === "consult") },
    { kind: "asked", cards: asked },
  ];
  return groups.filter(({ cards }) => cards.length > 0);
}

/** A reply of mine that waits, or came back, is taken back where it can be written anew: at the chat. */
const isAtChat = ({ review, how }: Consult): boolean => review !== null && how !== "edited";

function askedWords({ asked, how, review }: Consult): string {
  const name = asked?.name ?? "";
  if (how === "edited" || how === "returned") return t(`consult.card.${how}`, { name });
  if (review !== null) return review.isWide ? t("review.waits.wide") : t("review.waits");
  if (how === "answered" || how === "declined" || how === "joined") return t(`consult.card.${how}`, { name });
  return name === "" ? t("consult.card.wait.leader") : t("consult.card.wait", { name });
}

/** A reason that this page does not know yet is shown as it is. */
export function reasonWords(reason: string): string {
  const known = FLAG_REASONS.find((one) => one === reason);
  return known === undefined ? reason : t(`help.reason.${known}`);
}
