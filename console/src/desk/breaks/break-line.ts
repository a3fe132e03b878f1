import { computed, shallowRef, watch } from "vue";

import { call } from "../../api/call.ts";
import { timed, type Timed } from "../api/moments.ts";
import type { Answer } from "../../api/endpoints.ts";
import { desk } from "../live/desk-state.ts";
import { loadBreakCodes } from "./break-codes.ts";

export type MyBreaks = Timed<Answer<"GET /seat/breaks">>;

/** How I stand in the break line. It is asked for while I stand there: others move it. */
export const myBreaks = shallowRef<MyBreaks>({ ask: null, last: null });
/** What became of my last ask is shown until I have seen it. */
export const seenEnd = shallowRef(0);

/** There is something to say of me: most of the day there is not, and the bars are not loaded. */
export const hasBars = computed(() => {
  const { ask, last } = myBreaks.value;
  const seat = desk.value.seat;
  if (seat == null) return false;
  return (
    seat.presence === "auto_away" || (ask ?? last ?? seat.backAt ?? seat.setBy ?? seat.capacityBy) !== null
  );
});

const LOOK_MS = 2_000;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function lookAtLine(): Promise<void> {
  clearTimeout(timer);
  try {
    const stood = myBreaks.value.ask !== null;
    myBreaks.value = timed(await call("GET /seat/breaks"));
    // What ended while nobody looked is old news.
    if (!stood && myBreaks.value.ask === null)
      seenEnd.value = Math.max(seenEnd.value, myBreaks.value.last?.at ?? 0);
  } catch {
    // The next look tells.
  }
  if (myBreaks.value.ask !== null && desk.value.seat != null)
    timer = setTimeout(() => void lookAtLine(), LOOK_MS);
}

export async function leaveLine(): Promise<void> {
  clearTimeout(timer);
  myBreaks.value = timed(await call("DELETE /seat/breaks"));
}

/** While a desk is open: the codes, and my place once I sit. Returns the end. */
export function startBreaks(): () => void {
  const stop = watch(
    () => desk.value.seat?.id,
    (id) => {
      if (id === undefined) return;
      void loadBreakCodes().catch(() => {});
      void lookAtLine();
    },
    { immediate: true },
  );
  return () => {
    stop();
    clearTimeout(timer);
  };
}
