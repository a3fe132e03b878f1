/** The composer on the page, for whoever must not take the keyboard from somebody who writes. */
let composer: HTMLTextAreaElement | null = null;
/** Somebody wants to write in a conversation that is still being opened. */
let isAwaited = false;

export function setComposer(element: HTMLTextAreaElement | null): void {
  composer = element;
  if (element !== null && isAwaited) focusComposer();
}

/** The keyboard goes to the composer of the conversation that is being opened, once it is there. */
export function awaitComposer(): void {
  isAwaited = true;
}

/** She types, or has begun something that is not sent. */
export const isWriting = (): boolean =>
  composer !== null && (document.activeElement === composer || composer.value.trim() !== "");

export function focusComposer(): void {
  isAwaited = false;
  composer?.focus({ preventScroll: true });
}
