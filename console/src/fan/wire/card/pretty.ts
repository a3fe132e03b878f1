const TAG = /<!\[CDATA\[[\s\S]*?\]\]>|<\/?[A-Za-z][^<>]*>|[^<]+/g;

/** The same XML or JSON in lines, to be read by people; whatever is neither comes back as it is. */
export const pretty = (text: string): string => (text.startsWith("<") ? prettyXml(text) : prettyJson(text));

/** One element a line. */
function prettyXml(text: string): string {
  const lines: string[] = [];
  let depth = 0;
  let line = "";
  for (const [piece] of text.matchAll(TAG)) {
    if (piece.startsWith("</")) {
      depth -= 1;
      lines.push(line === "" ? `${"  ".repeat(depth)}${piece}` : `${line}${piece}`);
      line = "";
    } else if (/^<[A-Za-z]/.test(piece)) {
      if (line !== "") lines.push(line);
      line = `${"  ".repeat(depth)}${piece}`;
      depth += 1;
    } else if (piece.trim() !== "") line += piece;
  }
  return lines.join("\n");
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const OPENS = new Set(["{", "["]);
const CLOSES = new Set(["}", "]"]);

/** One member a line. Numbers are written as they came: an id has more digits than a number here can hold. */
function prettyJson(text: string): string {
  if (parsed(text) === undefined) return text;
  let depth = 0;
  let before = "";
  let out = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (CLOSES.has(token)) depth -= 1;
    const isEmpty = OPENS.has(before) && CLOSES.has(token);
    if (!isEmpty && (before === "," || OPENS.has(before) || CLOSES.has(token))) {
      out += `\n${"  ".repeat(depth)}`;
    }
    if (OPENS.has(token)) depth += 1;
    out += token === ":" ? ": " : token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token;
    before = token;
  }
  return out;
}

/** What a reply of Weibo's says, which is a text of its own inside the JSON; undefined where there is none. */
export function dataIn(text: string): string | undefined {
  const root = parsed(text);
  const data = typeof root === "object" && root !== null && "data" in root ? root.data : undefined;
  return typeof data === "string" ? pretty(unescaped(data)) : undefined;
}

/** In a webhook's answer it is encoded as in a query, in a call it is not any more. */
function unescaped(data: string): string {
  if (parsed(data) !== undefined) return data;
  try {
    return decodeURIComponent(data.replaceAll("+", " "));
  } catch {
    return data;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
