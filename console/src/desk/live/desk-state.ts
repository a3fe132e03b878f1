import { type ShallowRef, shallowRef } from "vue";

import { onDeskFrame } from "./frames.ts";
import { type DeskState, emptyDesk, foldDesk } from "./fold-desk.ts";

const state = shallowRef<DeskState>(emptyDesk);

/** All that is mine, as the stream last told it; replaced, never changed. */
export const desk: Readonly<ShallowRef<DeskState>> = state;

/** As the server answered me; the stream tells the other windows. */
export const noteAwaited = (awaited: DeskState["awaited"]): void =>
  void (state.value = { ...state.value, awaited });

export function startDeskState(): () => void {
  const off = onDeskFrame("desk", (frame) => {
    state.value = foldDesk(state.value, frame);
  });
  return () => {
    off();
    state.value = emptyDesk;
  };
}
