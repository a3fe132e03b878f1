import { computed, effectScope, watch } from "vue";

import { attention } from "../../app/attention.ts";
import { router } from "../../app/router.ts";
import { t } from "../../text/index.ts";
import type { ContactRow } from "../api/wire.ts";
import { fanName } from "../fan/fan-name.ts";
import { desk } from "../live/desk-state.ts";
import { isFresh, unreadOf } from "../live/seen.ts";
import { previewText } from "../thread/preview.ts";
import { isLeader, joinTabs } from "./leader.ts";
import { type News, newsOf } from "./news.ts";
import { ring } from "./sound.ts";

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
function unanswered(): News["kind"] | undefined {
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
      const all = newsOf(before, after);
      for (const news of all) tell(news);
      if (all.some((news) => news.kind === "offer" || isFresh(news.row))) restart();
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
  const contact = news.kind === "offer" ? news.offer.contact : news.row;
  if (news.kind === "message" && isLookedAt(contact.conversationId)) return;
  void ring(news.kind);
  if (news.kind === "offer" || !document.hasFocus()) notify(news, contact);
}

function notify(news: News, contact: ContactRow): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const name = fanName(contact.fan);
  const said = news.kind === "offer" ? news.offer.said : contact.last;
  const title = news.kind === "offer" ? t("desk.offer.said", { name }) : t("desk.message.said", { name });
  const shown = new Notification(title, {
    // One per conversation: the next replaces it.
    tag: contact.conversationId,
    body: said === null ? "" : previewText(said),
    silent: true,
  });
  shown.addEventListener("click", () => {
    window.focus();
    shown.close();
    if (news.kind === "message") void router.push(`/desk/${contact.conversationId}`);
    else if (router.currentRoute.value.name !== "desk") void router.push("/desk");
  });
}
