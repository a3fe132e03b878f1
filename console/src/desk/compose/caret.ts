/** A text with what is selected in it; without a selection both ends are the caret. */
export type Edited = { readonly text: string; readonly from: number; readonly to: number };

/** Puts words where the selection is, and the caret behind them; what stands around it stays. */
export function insertAt({ text, from, to }: Edited, words: string): Edited {
  const caret = from + words.length;
  return { text: text.slice(0, from) + words + text.slice(to), from: caret, to: caret };
}
