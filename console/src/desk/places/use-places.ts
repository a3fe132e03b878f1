import { computed, onScopeDispose, type Ref, watch } from "vue";

import { me } from "../../me/session.ts";
import { useLoaded } from "../../parts/wait/loaded.ts";
import { readPlaces } from "../api/conversation.ts";
import type { Thread } from "../thread/fold-thread.ts";
import { now } from "../time/clock.ts";
import { limitOf, type Speech, speechAt } from "./places.ts";

/** What was said is told in pieces: one question for all of them. */
const PAUSE_MS = 150;

const heardIn = ({ history }: Thread): number =>
  history.messages.findLast(({ author }) => author === "fan")?.seq ?? 0;

/**
 * What may still be said in the open conversation; undefined until the server has told. What she has done since may
 * have opened it anew: then what was told before forbids nothing any more.
 */
export function usePlaces(thread: () => Thread): Readonly<Ref<Speech | undefined>> {
  const { data, reload } = useLoaded(async (signal) => {
    const heard = heardIn(thread());
    return { heard, places: await readPlaces(thread().conversationId, signal) };
  });
  let pause: number | undefined;
  watch(
    // Whatever is heard, said, or known of what was said.
    () => {
      const { messages } = thread().history;
      return `${messages.at(-1)?.seq} ${messages.map(({ send }) => send?.state ?? "").join()}`;
    },
    () => {
      clearTimeout(pause);
      pause = window.setTimeout(() => void reload(), PAUSE_MS);
    },
  );
  onScopeDispose(() => clearTimeout(pause));
  return computed(() => {
    const { head } = thread();
    if (data.value === undefined || head === undefined) return undefined;
    const speaker = { staffId: me.value?.id ?? "", limit: limitOf(head) };
    const speech = speechAt(data.value.places, now.value, speaker);
    if (data.value.heard >= heardIn(thread())) return speech;
    return speech.kind === "open" ? { ...speech, isOld: true } : undefined;
  });
}
