import type { Content } from "seatbridge/kit";

import {
  pictureOf,
  ready,
  type Sendable,
  textOf,
  unsendable,
  voiceOf,
} from "../../wechat/deliver/sendable.ts";
import { articleOf, menuOf, miniProgramOf, musicOf, videoOf } from "./card.ts";

/** `msgtype` and its object (protocols §1.10), in letter case as this interface wants them. */
export function sendableOf(content: Content, textBytesMax: number): Sendable {
  switch (content.kind) {
    case "text":
      return textOf(content.text, textBytesMax);
    case "image":
      return pictureOf(content);
    case "news":
      return newsOf(content);
    case "link":
      return newsOf({ kind: "news", articles: [{ ...content, pictureUrl: "" }] });
    case "voice":
      return voiceOf(content);
    case "video":
      return videoOf(content);
    case "music":
      return musicOf(content);
    case "article":
      return articleOf(content);
    case "menu":
      return menuOf(content);
    case "coupon":
      return ready("wxcard", { card_id: content.cardId });
    case "mini_program":
      return miniProgramOf(content);
    case "event":
    case "file":
    case "handover":
    case "location":
    case "notice":
    case "unknown":
      return unsendable("kind_unsupported");
  }
}

type News = Extract<Content, { kind: "news" }>;

/** Exactly one article may be sent, since 2018. */
const newsOf = (news: News): Sendable =>
  news.articles.length === 1 ? writtenNews(news) : unsendable("articles_not_one");

/** As the interface has it, however many it takes now. */
export const writtenNews = ({ articles }: News) =>
  ready("news", {
    articles: articles.map(({ title, description, url, pictureUrl }) => ({
      title,
      description,
      url,
      picurl: pictureUrl,
    })),
  });
