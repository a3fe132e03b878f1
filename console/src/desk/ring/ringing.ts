import { computed, effectScope, watch } from "vue";

import { attention } from "../../app/attention.ts";
import { router } from "../../app/router.ts";
import { me } from "../../me/session.ts";
import { t } from "../../text/index.ts";
import type { ContactRow } from "../api/wire.ts";
import { fanName } from "../fan/fan-name.ts";
import { desk } from "../live/desk-state.ts";
import { isFresh, unreadOf } from "../live/seen.ts";
import { previewText } from "../thread/preview.ts";
import { isLeader, joinTabs } from "./leader.ts";
import { type News, newsOf } from "./news.ts";
import { ring, type Tune } from "./sound.ts";

/** What nobody has looked at yet is heard again so long after it was last heard. */
const AGAIN_MS = 15_000;

/** Offers and conversations that wait to be looked at: the number in the title. */
const waiting = computed(
  () =>
    desk.value.offers.length +
    [...desk.value.contacts.values()].filter((row) => row.state === "active" && unreadOf(row) > 0).length,
);

const isLookedAt = (conversationId: string): boolean =>
  document.hasFocus() && router.currentRoute.value.params["cid"] === conversationId;

/** What rings until somebody opens it: an offer, or a customer who was seated with me without asking. */
function unanswered(): Tune | undefined {
  const { offers, contacts } = desk.value;
  if (offers.some(({ contact }) => !isLookedAt(contact.conversationId))) return "offer";
  return [...contacts.values()].some(isFresh) ? "message" : undefined;
}

/** Makes the desk heard: title, sound, notification, from whichever page of the console is open. */
export function startRinging(): () => void {
  const leave = joinTabs();
  const scope = effectScope(true);
  scope.run(() => {
    watch(waiting, (count) => (attention.value = count), { immediate: true });
    watch(desk, (after, before) => {
      // What was there when the desk opened is no news; what came while the line was away is.
      if (before.seat === undefined) return;
      const all = newsOf(before, after, me.value?.id ?? "");
      for (const news of all) tell(news);
      if (all.some((news) => news.kind === "offer" || (news.kind === "message" && isFresh(news.row))))
        restart();
    });
  });
  let again: ReturnType<typeof setInterval> | undefined;
  function restart(): void {
    clearInterval(again);
    again = setInterval(() => {
      const tune = unanswered();
      if (isLeader.value && tune !== undefined) void ring(tune);
    }, AGAIN_MS);
  }
  restart();
  return () => {
    clearInterval(again);
    scope.stop();
    attention.value = 0;
    leave();
  };
}

function tell(news: News): void {
  if (!isLeader.value) return;
  const isOffer = news.kind === "offer";
  if (!isOffer && isLookedAt(whomOf(news).conversationId)) return;
  void ring(isOffer ? "offer" : "message");
  if (isOffer || !document.hasFocus()) notify(news);
}

function whomOf(news: News): Pick<ContactRow, "conversationId" | "fan"> {
  switch (news.kind) {
    case "offer":
      return news.offer.contact;
    case "message":
      return news.row;
    case "heard":
      return news.awaited;
    case "consult":
      return news.consult;
  }
}

const TITLES = {
  offer: "desk.offer.said",
  message: "desk.message.said",
  heard: "desk.heard",
  consult: "desk.consult.said",
} as const;

function notify(news: News): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const { conversationId, fan } = whomOf(news);
  const said = news.kind === "offer" ? news.offer.said : news.kind === "message" ? news.row.last : null;
  const shown = new Notification(t(TITLES[news.kind], { name: fanName(fan) }), {
    // One per conversation: the next replaces it.
    tag: conversationId,
    body: said === null ? "" : previewText(said),
    silent: true,
  });
  shown.addEventListener("click", () => {
    window.focus();
    shown.close();
    if (news.kind !== "offer") void router.push(`/desk/${conversationId}`);
    else if (router.currentRoute.value.name !== "desk") void router.push("/desk");
  });
}
