import type { Directive } from "vue";

const MARK = "data-focus";

/**
 * `v-focus` puts the cursor into a field when it appears, `v-focus="false"` does not. The attribute `autofocus` works
 * once for each load of the page, and this page is loaded once a day. In a dialog, on any control: where one starts.
 */
export const vFocus: Directive<HTMLElement, boolean | undefined> = {
  mounted(element, { value = true }) {
    if (!value) return;
    const field = fieldOf(element);
    field.setAttribute(MARK, "");
    field.focus();
  },
};

/** Where one starts in a dialog that has just opened; its trap for the focus has taken it to the frame. */
export function focusIn(dialog: Element | null | undefined): void {
  dialog?.querySelector<HTMLElement>(`[${MARK}]`)?.focus();
}

function fieldOf(element: HTMLElement): HTMLElement {
  const isField = element.matches("input, textarea, button");
  return (isField ? undefined : element.querySelector<HTMLElement>("input, textarea")) ?? element;
}
