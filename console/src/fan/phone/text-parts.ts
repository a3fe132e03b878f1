export type TextPart = { readonly text: string; readonly url?: string };

/** What the app turns into a link: an anchor that somebody wrote, or a bare address. */
const LINK =
  /<a\s+href=(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>([^<]*)<\/a>|(https?:\/\/[^\s<>"'，。！？；：、）】》”]+)/gi;

/** A text in pieces; only addresses of the web become links, everything else stays what was written. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    const [whole, double, single, label, bare] = found;
    const url = double ?? single ?? bare ?? "";
    if (!/^https?:\/\//i.test(url)) continue;
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    parts.push({ text: label ?? url, url });
    from = found.index + whole.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
