/** Is this a Han character? By UTF-16 unit: halves of the rare planes count as characters, which does no harm here. */
export function isHan(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xd840 && code <= 0xdfff)
  );
}

export const SPACE = 0x20;

/** The end of the word of other letters and digits that begins at `from`. */
export function endOfWord(folded: string, from: number): number {
  let end = from;
  while (end < folded.length && folded.charCodeAt(end) !== SPACE && !isHan(folded.charCodeAt(end))) end += 1;
  return end;
}
