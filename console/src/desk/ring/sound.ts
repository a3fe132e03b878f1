import { shallowRef } from "vue";

import { preferences } from "../../me/preferences.ts";
import { chime } from "./chime.ts";

const tunes = {
  offer: [
    { pitch: 784, startMs: 0, ms: 420 },
    { pitch: 988, startMs: 160, ms: 520 },
    { pitch: 784, startMs: 620, ms: 420 },
    { pitch: 988, startMs: 780, ms: 620 },
  ],
  message: [{ pitch: 880, startMs: 0, ms: 260 }],
} as const;
export type Tune = keyof typeof tunes;

/** The browser lets nothing sound before the first click on the page. */
export const isSoundBlocked = shallowRef(false);

const players = new Map<Tune, HTMLAudioElement>();

function playerOf(tune: Tune): HTMLAudioElement {
  const known = players.get(tune);
  if (known !== undefined) return known;
  const player = new Audio(URL.createObjectURL(new Blob([chime(tunes[tune])], { type: "audio/wav" })));
  players.set(tune, player);
  return player;
}

/** Rings, unless the volume is off; a browser that refuses is remembered, and the banner asks for the click. */
export async function ring(tune: Tune): Promise<void> {
  if (preferences.volume === 0) return;
  const player = playerOf(tune);
  player.volume = preferences.volume;
  player.currentTime = 0;
  try {
    await player.play();
    isSoundBlocked.value = false;
  } catch (error) {
    // AbortError: it was started anew meanwhile.
    if (error instanceof DOMException && error.name === "NotAllowedError") isSoundBlocked.value = true;
  }
}
