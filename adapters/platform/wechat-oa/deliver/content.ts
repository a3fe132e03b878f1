import { xmlText, type Content } from "seatbridge/kit";

/** What is sent of a content; `media` where a picture of ours has to be uploaded first. */
export type Sendable =
  | { readonly kind: "ready"; readonly message: Readonly<Record<string, unknown>> }
  | { readonly kind: "media"; readonly blobId: string }
  /** The code says why this interface cannot carry it. */
  | { readonly kind: "unsendable"; readonly code: string };

/** `msgtype` and its object (protocols §1.10), in letter case as this interface wants them. */
export function sendableOf(content: Content, textBytesMax: number): Sendable {
  switch (content.kind) {
    case "text":
      return textOf(content.text, textBytesMax);
    case "image":
      if (content.blobId !== undefined) return { kind: "media", blobId: content.blobId };
      return content.mediaId === undefined ? unsendable("media_missing") : imageOf(content.mediaId);
    case "news":
      return newsOf(content);
    case "event":
    case "file":
    case "handover":
    case "link":
    case "location":
    case "music":
    case "unknown":
    case "video":
    case "voice":
      return unsendable("kind_unsupported");
  }
}

export const imageOf = (mediaId: string): Extract<Sendable, { kind: "ready" }> =>
  ready("image", { media_id: mediaId });

/** Without characters that would be escaped: fans would read the escapes. */
function textOf(text: string, bytesMax: number): Sendable {
  const content = xmlText(text);
  if (content === "") return unsendable("text_empty");
  if (Buffer.byteLength(content) > bytesMax) return unsendable("text_too_long");
  return ready("text", { content });
}

/** Exactly one article may be sent. */
function newsOf({ articles }: Extract<Content, { kind: "news" }>): Sendable {
  const [article] = articles;
  if (article === undefined || articles.length > 1) return unsendable("articles_not_one");
  const { title, description, url, pictureUrl } = article;
  return ready("news", { articles: [{ title, description, url, picurl: pictureUrl }] });
}

const ready = (msgtype: string, object: object) =>
  ({ kind: "ready", message: { msgtype, [msgtype]: object } }) as const;

const unsendable = (code: string): Sendable => ({ kind: "unsendable", code });
