import { onBeforeUnmount, watch } from "vue";

const layers: (() => void)[] = [];

/**
 * While `isOpen`, this layer (a dialog, a drawer, a sheet) lies on top, and Escape closes it and nothing beneath.
 * `close` may refuse, e.g. to ask about unsaved words first.
 */
export function useLayer(isOpen: () => boolean, close: () => void): void {
  const remove = (): void => {
    const at = layers.indexOf(close);
    if (at >= 0) layers.splice(at, 1);
  };
  watch(isOpen, (open) => (open ? layers.push(close) : remove()), { immediate: true });
  onBeforeUnmount(remove);
}

/** Closes the layer on top. False where there is none, or where a list that is open (a select, a menu) has Escape. */
export function closeTopLayer(): boolean {
  if (hasOpenList()) return false;
  const close = layers.at(-1);
  close?.();
  return close !== undefined;
}

export const hasLayer = (): boolean => layers.length > 0;

function hasOpenList(): boolean {
  const focused = document.activeElement;
  return focused?.closest('[aria-expanded="true"]') != null || focused?.closest('[role="menu"]') != null;
}
