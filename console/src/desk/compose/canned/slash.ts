/** The beginning of a canned reply's code in a text: where its slash stands, and what is typed after it. */
export type Slash = { readonly from: number; readonly to: number; readonly query: string };

/**
 * A slash opens the list at the start of a line or after a space; also the full-width one, which Chinese input
 * methods type. The slashes of an address or a fraction do not.
 */
const typed = /(?:^|\s)[/／]([^\s/／]{0,20})$/u;

/** The slash that the caret stands behind, if any. */
export function slashBefore(text: string, caret: number): Slash | undefined {
  const found = typed.exec(text.slice(0, caret));
  const query = found?.[1];
  if (query === undefined) return undefined;
  return { from: caret - query.length - 1, to: caret, query };
}
