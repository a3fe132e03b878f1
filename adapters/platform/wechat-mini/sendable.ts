import { xmlText, type Content } from "seatbridge/kit";

import {
  coveredCard,
  pictureOf,
  ready,
  type Sendable,
  textOf,
  unsendable,
} from "../wechat/deliver/sendable.ts";

/** Longest text of one message, in bytes (protocols §1.7, which is of one family). */
export const textBytesMax = 2_048;

/** What a mini program sends of a content (protocols §3). */
export function sendableOf(content: Content): Sendable {
  switch (content.kind) {
    case "text":
      return textOf(content.text, textBytesMax);
    case "image":
      return pictureOf(content);
    case "link": {
      const { title, description, url } = content;
      return linkOf({ title, description, url, pictureUrl: "" });
    }
    case "news": {
      const [article] = content.articles;
      return article === undefined || content.articles.length > 1
        ? unsendable("articles_not_one")
        : linkOf(article);
    }
    case "mini_program":
      return cardOf(content);
    case "event":
    case "file":
    case "handover":
    case "article":
    case "menu":
    case "coupon":
    case "location":
    case "music":
    case "notice":
    case "unknown":
    case "video":
    case "voice":
      return unsendable("kind_unsupported");
  }
}

/** One article is a link here. */
function linkOf(article: {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly pictureUrl: string;
}): Sendable {
  const { title, description, url, pictureUrl } = article;
  if (title === "" || url === "") return unsendable("link_incomplete");
  return ready("link", {
    title: xmlText(title),
    description: xmlText(description),
    url: xmlText(url),
    thumb_url: xmlText(pictureUrl),
  });
}

/** A page of this mini program: it needs no appid, and a cover that the platform holds. */
const cardOf = (card: Extract<Content, { kind: "mini_program" }>): Sendable =>
  coveredCard(card, { title: xmlText(card.title), pagepath: card.path });
