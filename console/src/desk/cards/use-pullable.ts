import { computed, onScopeDispose, type Ref, shallowRef, watch } from "vue";

import { call } from "../../api/call.ts";
import { toastError } from "../../parts/notice/toasts.ts";
import "../../text/pull.ts";
import { t } from "../../text/index.ts";
import { take } from "../api/contact.ts";
import { timed } from "../api/moments.ts";
import type { ContactRow, Pullable } from "../api/wire.ts";
import { useBusy } from "../bubble/busy.ts";
import { fanName } from "../fan/fan-name.ts";
import { desk } from "../live/desk-state.ts";
import { previewText } from "../thread/preview.ts";
import type { Card, CardGroup } from "./card.ts";

/** Asked anew when the stream tells of a change, at most so often; and by the clock while somebody waits. */
const AGAIN_MS = 1_000;
const LOOK_MS = 5_000;

/** 抢单: whom I may take now from queues whose agents take; undefined where there are none. */
export function usePullable(open: (conversationId: string) => void): Readonly<Ref<CardGroup | undefined>> {
  const found = shallowRef<Pullable>();
  const { busy, run } = useBusy();
  let asked = new AbortController();

  async function load(): Promise<void> {
    asked.abort();
    if (desk.value.seat == null) {
      found.value = undefined;
      return;
    }
    const mine = (asked = new AbortController());
    try {
      found.value = timed(await call("GET /pullable", { signal: mine.signal }));
    } catch (error) {
      // What was shown may be gone; taking it says so.
      if (!mine.signal.aborted && found.value === undefined) toastError(error);
    }
  }

  loadLater(load, () => (found.value?.waiting ?? 0) > 0);
  onScopeDispose(() => asked.abort());
  void load();

  /** Whoever was quicker has her: then the list is asked anew, and the refusal says who. */
  async function pull({ contactId, conversationId }: ContactRow): Promise<void> {
    const isMine = await run(() => take(contactId));
    void load();
    if (isMine) open(conversationId);
  }
  const cardOf = (row: ContactRow, isShut: boolean): Card => ({
    kind: "pull",
    key: row.contactId,
    title: fanName(row.fan),
    contact: row,
    since: row.enqueuedAt,
    said: [row.queue?.name, row.last ? previewText(row.last) : ""].filter(Boolean).join(" · "),
    act: {
      text: t("pull.take"),
      label: t("pull.take_of", { name: fanName(row.fan) }),
      run: () => void pull(row),
      isShut: isShut || busy.value,
    },
  });

  return computed(() => {
    if (found.value === undefined || found.value.waiting === 0) return undefined;
    const { items, waiting, hindrance } = found.value;
    const why =
      hindrance === null ? (items.length === 0 ? t("pull.not_yet") : undefined) : t(`pull.${hindrance}`);
    return {
      kind: "pull",
      head: {
        title: t("pull.title"),
        count: t("pull.waiting", {}, waiting),
      },
      ...(why !== undefined && { why }),
      cards: items.map((row) => cardOf(row, hindrance !== null)),
    };
  });
}

function loadLater(load: () => Promise<void>, isWanted: () => boolean): void {
  let later: ReturnType<typeof setTimeout> | undefined;
  let loadedAt = 0;
  watch([() => desk.value.counts?.waiting, () => desk.value.seat?.version], () => {
    clearTimeout(later);
    later = setTimeout(
      () => {
        loadedAt = Date.now();
        void load();
      },
      Math.max(0, loadedAt + AGAIN_MS - Date.now()),
    );
  });
  const timer = setInterval(() => {
    if (isWanted() && document.visibilityState === "visible") void load();
  }, LOOK_MS);
  onScopeDispose(() => {
    clearTimeout(later);
    clearInterval(timer);
  });
}
