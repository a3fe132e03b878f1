/**
 * Marks that change how a text is shown without being seen: controls other than tab and line, overrides and isolates
 * of direction, invisible fillers. A zero-width joiner stays: emoji of several people and some scripts need it.
 */
const unseen = /[[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]--[\t\n]]/gv;

/** A fan's words without marks that could make them look like something else. */
export const readable = (text: string): string => text.replace(/\r\n?/g, "\n").replace(unseen, "");

/** A name on one line; one of nothing but marks is no name. */
export const readableName = (name: string | null | undefined): string =>
  readable(name ?? "")
    .replace(/\s+/gu, " ")
    .replace(/^[\u200d\s]+|[\u200d\s]+$/gu, "");

/** Bits of a message: words, or an address that may be opened. */
export type Token = { readonly text: string; readonly href?: string };

/** Ends before a mark that belongs to the sentence: 看 https://a.cn/b。谢谢 */
const address = /https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef\p{Script=Han}]+/giu;

/** Only http and https become links; everything else is a word, also `javascript:`. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const found of text.matchAll(address)) {
    const href = found[0].replace(/[.,;:!?)\]}]+$/u, "");
    if (!isAddress(href)) continue;
    if (found.index > at) tokens.push({ text: text.slice(at, found.index) });
    tokens.push({ text: href, href });
    at = found.index + href.length;
  }
  if (at < text.length) tokens.push({ text: text.slice(at) });
  return tokens;
}

function isAddress(text: string): boolean {
  try {
    const { protocol, username } = new URL(text);
    // https://shop.cn@evil.cn opens evil.cn: shown, not opened.
    return (protocol === "http:" || protocol === "https:") && username === "";
  } catch {
    return false;
  }
}
