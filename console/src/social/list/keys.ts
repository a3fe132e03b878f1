import { onBeforeUnmount, onMounted } from "vue";

import { isComposing } from "../../app/keys/keyboard.ts";
import { hasLayer } from "../../parts/layer/layers.ts";

const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=combobox]";

/** Single letters work on the list alone: not while somebody types, nor under a drawer or a dialog. */
export function useListKeys(actions: Readonly<Record<string, () => void>>): void {
  const onKey = (event: KeyboardEvent): void => {
    // What a dialog has taken is not meant for the list, though the dialog is gone by now.
    if (event.defaultPrevented) return;
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || hasLayer()) return;
    if (event.target instanceof HTMLElement && event.target.closest(FIELDS) !== null) return;
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  onMounted(() => addEventListener("keydown", onKey));
  onBeforeUnmount(() => removeEventListener("keydown", onKey));
}
