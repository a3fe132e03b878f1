import { onScopeDispose, shallowRef, watch } from "vue";

import { focus } from "../api/conversation.ts";
import type { FrameData } from "../api/wire.ts";
import { onDeskFrame } from "./frames.ts";
import { isWindowSeen } from "./window-seen.ts";

const AGAIN_MS = 5_000;
/** Fingers rest between two words; so long it still is typing. */
const TYPING_MS = 5_000;

type Who = FrameData<"presence">["who"];
const others = shallowRef<FrameData<"presence">>();
let typedAt = 0;
let tellTyping = (): void => undefined;

/** Colleagues who look at this conversation or write in it. */
export const othersAt = (conversationId: string): Who =>
  others.value?.conversationId === conversationId ? others.value.who : [];

/** She is writing to the customer. */
export function noteTyping(): void {
  const began = Date.now() - typedAt > TYPING_MS;
  typedAt = Date.now();
  if (began) tellTyping();
}

/** Tells colleagues what is looked at, while it is. `first` is called once the stream knows of it. */
export function useFocus(
  conversationId: () => string | undefined,
  first: (conversationId: string) => void,
): void {
  let told: string | undefined;
  const tell = (): void => {
    const id = conversationId();
    if (id === undefined || !isWindowSeen.value) return;
    const isNew = id !== told;
    told = id;
    const doing = Date.now() - typedAt < TYPING_MS ? "typing" : "viewing";
    // Forgotten after ten seconds by the server; one that is lost is made good by the next.
    focus(id, doing).then(
      () => isNew && first(id),
      () => undefined,
    );
  };
  tellTyping = tell;
  const timer = setInterval(tell, AGAIN_MS);
  watch(
    [conversationId, isWindowSeen],
    ([id, seen], [before]) => {
      typedAt = 0;
      if (id !== undefined && seen) return tell();
      if (told === undefined) return;
      told = undefined;
      if (before !== undefined) focus(null, "idle").catch(() => undefined);
    },
    { immediate: true },
  );
  const off = onDeskFrame("presence", (frame) => (others.value = frame));
  onScopeDispose(() => {
    clearInterval(timer);
    off();
    tellTyping = () => undefined;
    if (told !== undefined) focus(null, "idle").catch(() => undefined);
  });
}
