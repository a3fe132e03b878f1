import { type Content, xmlText } from "seatbridge/kit";

import { coveredCard, ready, type Sendable, unsendable } from "../../wechat/deliver/sendable.ts";

type Of<Kind extends Content["kind"]> = Extract<Content, { kind: Kind }>;

/** A film needs a cover that the platform holds; of ours both are uploaded. */
export function videoOf({
  mediaId,
  thumbnailId,
  blobId,
  coverBlobId,
  title,
  description,
}: Of<"video">): Sendable {
  const write = (id: string, cover: string) =>
    ready("video", {
      media_id: id,
      thumb_media_id: cover,
      ...optional("title", title),
      ...optional("description", description),
    });
  if (blobId !== undefined && coverBlobId !== undefined) {
    return {
      kind: "media",
      uploads: [
        { blobId, as: "video" },
        { blobId: coverBlobId, as: "thumb" },
      ],
      write: ([id = "", cover = ""]) => write(id, cover),
    };
  }
  return mediaId === undefined || thumbnailId === undefined
    ? unsendable("media_missing")
    : write(mediaId, thumbnailId);
}

export function musicOf({ url, hqUrl = url, thumbnailId, title, description }: Of<"music">): Sendable {
  if (thumbnailId === undefined) return unsendable("media_missing");
  return ready("music", {
    ...optional("title", title),
    ...optional("description", description),
    musicurl: url,
    hqmusicurl: hqUrl,
    thumb_media_id: thumbnailId,
  });
}

export function articleOf({ articleId, mediaId }: Of<"article">): Sendable {
  if (articleId !== undefined) return ready("mpnewsarticle", { article_id: articleId });
  return mediaId === undefined ? unsendable("media_missing") : ready("mpnews", { media_id: mediaId });
}

export function menuOf({ head, items, tail }: Of<"menu">): Sendable {
  if (items.length === 0) return unsendable("menu_empty");
  return ready("msgmenu", {
    head_content: xmlText(head),
    list: items.map(({ id, text }) => ({ id, content: xmlText(text) })),
    tail_content: xmlText(tail),
  });
}

/** A card of a mini program that is tied to the account; it needs a cover that the platform holds. */
export function miniProgramOf(card: Of<"mini_program">): Sendable {
  const { title, appId, path } = card;
  if (appId === undefined) return unsendable("mini_program_missing");
  return coveredCard(card, { title: xmlText(title), appid: appId, pagepath: path });
}

const optional = (name: string, text: string | undefined): Readonly<Record<string, string>> =>
  text === undefined ? {} : { [name]: xmlText(text) };
