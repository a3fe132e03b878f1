import {
  xmlCdata,
  xmlInteger,
  xmlText,
  type Article,
  type Content,
  type OutboundMessage,
  type WebhookReply,
} from "seatbridge/kit";

/** Longest text of one reply, in bytes (protocols §1.7). */
export const textBytesMax = 2_048;

export const passiveKinds: readonly Content["kind"][] = [
  "text",
  "image",
  "voice",
  "video",
  "music",
  "news",
  "handover",
];

/**
 * The webhook's answer that carries the reply (protocols §1.7); undefined where the content cannot leave this
 * way. An empty text is not sent: the platform would tell the fan that the account is out of order.
 */
export function passive(reply: OutboundMessage): WebhookReply | undefined {
  const body = encode(reply.content);
  if (body === undefined) return undefined;
  return {
    status: 200,
    contentType: "application/xml; charset=utf-8",
    body:
      "<xml>" +
      xmlCdata("ToUserName", reply.to) +
      xmlCdata("FromUserName", reply.from) +
      xmlInteger("CreateTime", Math.floor(reply.at / 1_000)) +
      body +
      "</xml>",
  };
}

/** `MsgType` and what belongs to it. */
function encode(content: Content): string | undefined {
  switch (content.kind) {
    case "text":
      return encodeText(content.text);
    case "image":
    case "voice":
      return encodeMedia(content.kind, content.mediaId);
    case "video":
      return encodeVideo(content);
    case "music":
      return encodeMusic(content);
    case "news":
      return encodeNews(content.articles);
    case "handover":
      return encodeHandover(content.agent);
    case "location":
    case "link":
    case "file":
    case "event":
    case "unknown":
      return undefined;
  }
}

function encodeText(text: string): string | undefined {
  const sendable = xmlText(text);
  if (sendable === "" || Buffer.byteLength(sendable) > textBytesMax) return undefined;
  return xmlCdata("MsgType", "text") + xmlCdata("Content", sendable);
}

function encodeMedia(kind: "image" | "voice", mediaId: string | undefined): string | undefined {
  if (mediaId === undefined) return undefined;
  const wrapper = kind === "image" ? "Image" : "Voice";
  return `${xmlCdata("MsgType", kind)}<${wrapper}>${xmlCdata("MediaId", mediaId)}</${wrapper}>`;
}

function encodeVideo(video: Extract<Content, { kind: "video" }>): string {
  const fields =
    xmlCdata("MediaId", video.mediaId) +
    optional("Title", video.title) +
    optional("Description", video.description);
  return `${xmlCdata("MsgType", "video")}<Video>${fields}</Video>`;
}

function encodeMusic(music: Extract<Content, { kind: "music" }>): string {
  const fields =
    optional("Title", music.title) +
    optional("Description", music.description) +
    xmlCdata("MusicUrl", music.url) +
    optional("HQMusicUrl", music.hqUrl) +
    optional("ThumbMediaId", music.thumbnailId);
  return `${xmlCdata("MsgType", "music")}<Music>${fields}</Music>`;
}

/** One article: in answer to most messages the platform shows the first alone, and the rest would be lost. */
function encodeNews(articles: readonly Article[]): string | undefined {
  const [article] = articles;
  if (article === undefined || articles.length > 1) return undefined;
  const item =
    xmlCdata("Title", article.title) +
    xmlCdata("Description", article.description) +
    xmlCdata("PicUrl", article.pictureUrl) +
    xmlCdata("Url", article.url);
  return `${xmlCdata("MsgType", "news")}${xmlInteger("ArticleCount", 1)}<Articles><item>${item}</item></Articles>`;
}

function encodeHandover(agent: string | undefined): string {
  const type = xmlCdata("MsgType", "transfer_customer_service");
  return agent === undefined ? type : `${type}<TransInfo>${xmlCdata("KfAccount", agent)}</TransInfo>`;
}

function optional(name: string, text: string | undefined): string {
  return text === undefined ? "" : xmlCdata(name, text);
}
