import { onBeforeUnmount, onMounted } from "vue";

import { closeTopLayer } from "../../parts/layer/layers.ts";
import { type ShortcutId, SHORTCUTS } from "./shortcuts.ts";

/** `false`: not mine just now, let the key do what it does by itself. */
type Action = () => void | boolean;

const actions = new Map<ShortcutId, Action[]>();

/** Safari tells the Enter that picks a candidate after the composition has ended. */
const COMPOSED_MS = 30;
let composing = false;
let composedAt = Number.NEGATIVE_INFINITY;

/** Whether this key belongs to an input method, which chooses a candidate with it. */
export function isComposing(event: KeyboardEvent): boolean {
  return (
    event.isComposing ||
    composing ||
    event.keyCode === 229 ||
    (event.key === "Enter" && event.timeStamp - composedAt < COMPOSED_MS)
  );
}

/** What a shortcut does while this component is on the page; the one mounted last has it. */
export function useShortcut(id: ShortcutId, action: Action): void {
  onMounted(() => actions.set(id, [...(actions.get(id) ?? []), action]));
  onBeforeUnmount(() => {
    actions.set(
      id,
      (actions.get(id) ?? []).filter((other) => other !== action),
    );
  });
}

/** Whether somebody on the page does something for it just now. */
export const hasAction = (id: ShortcutId): boolean => (actions.get(id)?.length ?? 0) > 0;

/** The one listener for keys. Captures, since parts of Element keep Escape to themselves even when nothing is open. */
export function startKeyboard(): void {
  addEventListener("compositionstart", () => (composing = true), true);
  addEventListener(
    "compositionend",
    (event) => {
      composing = false;
      composedAt = event.timeStamp;
    },
    true,
  );
  addEventListener("keydown", onKey, true);
}

function onKey(event: KeyboardEvent): void {
  if (isComposing(event) || event.repeat) return;
  const id = idOf(event);
  if (id === undefined) return;
  if (id === "close" ? closeTopLayer() : run(id)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function run(id: ShortcutId): boolean {
  const action = actions.get(id)?.at(-1);
  return action !== undefined && action() !== false;
}

function idOf(event: KeyboardEvent): ShortcutId | undefined {
  // AltGr arrives as Ctrl+Alt on Windows; with it people type letters.
  if (event.altKey || event.getModifierState("AltGraph")) return undefined;
  if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) return "sheet";
  const modifiers = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.shiftKey ? "Shift+" : ""}`;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return SHORTCUTS.find(({ keys }) => keys === modifiers + key)?.id;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;
}
