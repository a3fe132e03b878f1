import type { Page } from "playwright-core";

/**
 * Of the keys that type a letter, plainly, with Shift, Alt or AltGr (Ctrl+Alt on Windows), or that belong to an input
 * method: those that the page keeps from the field that has the keyboard.
 */
export function takenKeys(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const letters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789/?");
    const ways: readonly KeyboardEventInit[] = [
      {},
      { shiftKey: true },
      { altKey: true },
      { altKey: true, shiftKey: true },
      { ctrlKey: true, altKey: true },
      { ctrlKey: true, altKey: true, shiftKey: true },
      { modifierAltGraph: true },
      { ctrlKey: true, isComposing: true },
      { isComposing: true },
    ];
    const all = ways.flatMap((way) => letters.map((key) => ({ ...way, key })));
    return all
      .filter((init) => {
        const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
        return !(document.activeElement?.dispatchEvent(event) ?? true);
      })
      .map((init) => JSON.stringify(init));
  });
}
