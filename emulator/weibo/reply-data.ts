/** What a reply shows on the fan's phone. */
export type Shown =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "position"; readonly longitude: string; readonly latitude: string }
  | { readonly kind: "articles"; readonly articles: readonly ShownArticle[] };

export type ShownArticle = {
  readonly title: string;
  readonly summary: string;
  readonly image: string;
  readonly url: string;
};

export type Wrong = "type" | "data" | "empty" | "too_long";

/** Fewer than so many (protocols §4.1). */
const TEXT_CHARS = 300;
const ARTICLES_MAX = 8;

/** Reads `type` and `data`, which is JSON by now: of a passive reply and of a sent one alike. */
export function readReplyData(type: string, json: string): Shown | Wrong {
  const data = parse(json);
  if (data === undefined) return "data";
  switch (type) {
    case "text":
      return readText(data["text"]);
    case "position": {
      const { longitude, latitude } = data;
      const known = typeof longitude === "string" && typeof latitude === "string";
      return known ? { kind: "position", longitude, latitude } : "data";
    }
    case "articles":
      return readArticles(data["articles"]);
    default:
      return "type";
  }
}

function readText(text: unknown): Shown | Wrong {
  if (typeof text !== "string") return "data";
  if (text === "") return "empty";
  return text.length < TEXT_CHARS ? { kind: "text", text } : "too_long";
}

function readArticles(list: unknown): Shown | Wrong {
  if (!Array.isArray(list)) return "data";
  if (list.length === 0) return "empty";
  if (list.length > ARTICLES_MAX) return "too_long";
  const articles = list.map(readArticle);
  return articles.every((article) => article !== undefined) ? { kind: "articles", articles } : "data";
}

function readArticle(one: unknown): ShownArticle | undefined {
  if (!isTree(one)) return undefined;
  const { display_name: title, summary, image, url } = one;
  const parts = [title, summary, image, url];
  if (!parts.every((part) => typeof part === "string")) return undefined;
  const [name = "", words = "", picture = "", link = ""] = parts;
  return { title: name, summary: words, image: picture, url: link };
}

type Tree = { readonly [name: string]: unknown };

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function parse(json: string): Tree | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The words of what is shown, a line a part. */
export function wordsOf(shown: Shown): string {
  switch (shown.kind) {
    case "text":
      return shown.text;
    case "position":
      return `${shown.longitude}\n${shown.latitude}`;
    case "articles":
      return shown.articles.flatMap((article) => Object.values(article)).join("\n");
  }
}
