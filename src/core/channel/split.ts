/** Sentence ends and what may close them; a Latin one counts only before a space, or "3.5" would be torn. */
const SENTENCE_END = /(?:[。！？；…]+[”’」』）)"']*|[.!?;]+["')]*(?=\s)|\n)\s*/gu;
const WORD_END = /[，、,：:\s]+/gu;
/** A break is taken only behind this share of a part: else one early full stop would make ten parts of two. */
const EARLIEST = 0.5;

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** Bytes of it in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** How long one message may be. */
export type TextLimit = {
  /** In UTF-8. */
  readonly bytesMax: number;
  /** In UTF-16 units. */
  readonly charsMax: number;
};

/**
 * A text as the messages in which it leaves, each within the channel's limit. Breaks behind a sentence
 * where there is one in the later half, else behind a word, else between two characters as people see them; space at
 * a break is dropped. A text of nothing but space makes no message.
 */
export function splitText(text: string, bytesMax: number, charsMax = Infinity): readonly string[] {
  const limit = { bytesMax, charsMax };
  const parts: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const cut = fitsIn(rest, limit) ? rest.length : cutOf(rest, limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return parts;
}

/** Whether it is one message. */
export const fitsIn = (text: string, { bytesMax, charsMax }: TextLimit): boolean =>
  text.length <= charsMax && utf8Bytes(text) <= bytesMax;

/** Where the first part of a text that is too long ends. */
function cutOf(text: string, limit: TextLimit): number {
  const reach = reachOf(text, limit);
  // One more, so that a break can be seen to stand before a space.
  const window = text.slice(0, reach + 1);
  const earliest = reach * EARLIEST;
  for (const end of [SENTENCE_END, WORD_END]) {
    const cuts = [...window.matchAll(end)].map((match) => match.index + match[0].length);
    const cut = cuts.findLast((at) => at >= earliest && at <= reach);
    if (cut !== undefined) return cut;
  }
  return reach;
}

/** How far a part can go: whole characters as people see them, but at least one code point of one that is too large. */
function reachOf(text: string, { bytesMax, charsMax }: TextLimit): number {
  let reach = 0;
  let bytes = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    bytes += utf8Bytes(segment);
    if (bytes > bytesMax || index + segment.length > charsMax) break;
    reach = index + segment.length;
  }
  return reach > 0 ? reach : codePoints(text, { bytesMax, charsMax });
}

function codePoints(text: string, { bytesMax, charsMax }: TextLimit): number {
  let [reach, bytes] = [0, 0];
  for (const character of text) {
    bytes += utf8Bytes(character);
    const isTooMuch = bytes > bytesMax || reach + character.length > charsMax;
    if (isTooMuch && reach > 0) break;
    reach += character.length;
    if (isTooMuch) break;
  }
  return reach;
}
