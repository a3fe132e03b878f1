/** Far more than any body of ours has, far less than what breaks those who read and write values by recursion. */
const JSON_DEPTH_MAX = 32;
/** PostgreSQL keeps no NUL in text. */
const NUL_ESCAPED = /(?<!\\)(?:\\\\)*\\u0000/;
/** Each escape, whole: both halves of a character together, half a one alone as the group. */
const ESCAPES =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|[^])/g;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The value that these bytes are, fit to be kept by PostgreSQL; undefined: they are none, or too deep. */
export function parseJson(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    const text = utf8.decode(bytes);
    if (NUL_ESCAPED.test(text) || depthOf(text) > JSON_DEPTH_MAX) return undefined;
    return { value: JSON.parse(withWholeCharacters(text)) };
  } catch {
    return undefined;
  }
}

/** Half a character, as a browser may cut an emoji, is no text for a database: in a name as little as in words. */
const withWholeCharacters = (json: string): string =>
  json.replace(ESCAPES, (escape, half?: string) => (half === undefined ? escape : "\\ufffd"));

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Looked at once, sign by sign: an expression for texts would look again from each quote of one that stays open. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at);
    if (sign === QUOTE) isText = !isText;
    else if (isText) at += sign === BACKSLASH ? 1 : 0;
    else if (OPENING.has(sign)) deepest = Math.max(deepest, (depth += 1));
    else if (CLOSING.has(sign)) depth -= 1;
  }
  return deepest;
}
