import { xmlText, type Article, type Content, type Sends } from "seatbridge/kit";

/** Less than 300 汉字 (protocols §4.1); the pages do not say what a Latin letter counts, so it counts as one. */
export const textCharsMax = 299;
/** So many of them take at most three bytes each; those of four count as two. */
export const textBytesMax = 3 * textCharsMax;
const ARTICLES_MAX = 8;

export const sendableKinds: readonly Content["kind"][] = ["text", "location", "news"];

/** Cards with a link (articles); the interface takes no media (protocols §4.2). */
export const sends: Sends = { news: true };

/** `type` and `data` of a reply, the same for passive and active ones: `data` as JSON, not yet encoded. */
export type Sendable =
  | { readonly kind: "ready"; readonly type: "text" | "position" | "articles"; readonly data: string }
  /** The code says why the platform cannot carry it. */
  | { readonly kind: "unsendable"; readonly code: string };

export function sendableOf(content: Content): Sendable {
  switch (content.kind) {
    case "text":
      return textOf(content.text);
    case "location":
      return ready("position", {
        longitude: String(content.longitude),
        latitude: String(content.latitude),
      });
    case "news":
      return articlesOf(content.articles);
    case "event":
    case "file":
    case "handover":
    case "image":
    case "link":
    case "article":
    case "menu":
    case "coupon":
    case "mini_program":
    case "music":
    case "notice":
    case "unknown":
    case "video":
    case "voice":
      return unsendable("kind_unsupported");
  }
}

function textOf(text: string): Sendable {
  const words = xmlText(text);
  if (words === "") return unsendable("text_empty");
  return words.length > textCharsMax ? unsendable("text_too_long") : ready("text", { text: words });
}

function articlesOf(articles: readonly Article[]): Sendable {
  if (articles.length === 0) return unsendable("articles_missing");
  if (articles.length > ARTICLES_MAX) return unsendable("articles_too_many");
  return ready("articles", {
    articles: articles.map(({ title, description, pictureUrl, url }) => ({
      display_name: xmlText(title),
      summary: xmlText(description),
      image: xmlText(pictureUrl),
      url: xmlText(url),
    })),
  });
}

const ready = (type: "text" | "position" | "articles", data: object): Sendable => ({
  kind: "ready",
  type,
  data: JSON.stringify(data),
});

const unsendable = (code: string): Sendable => ({ kind: "unsendable", code });
