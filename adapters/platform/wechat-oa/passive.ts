import {
  decodeUtf8,
  readXml,
  xmlCdata,
  xmlInteger,
  xmlText,
  type Article,
  type Content,
  type OutboundMessage,
  type WebhookReply,
  type WebhookRequest,
} from "seatbridge/kit";

/** Longest text of one reply, in bytes (protocols §1.7). */
export const textBytesMax = 2_048;

const ARTICLES_MAX = 8;

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
export function passive(reply: OutboundMessage, request?: WebhookRequest): WebhookReply | undefined {
  const body = encode(reply.content, request);
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
function encode(content: Content, request: WebhookRequest | undefined): string | undefined {
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
      return encodeNews(content.articles, request);
    case "handover":
      return encodeHandover(content.agent);
    case "location":
    case "link":
    case "article":
    case "menu":
    case "coupon":
    case "mini_program":
    case "file":
    case "event":
    case "notice":
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

function encodeVideo(video: Extract<Content, { kind: "video" }>): string | undefined {
  if (video.mediaId === undefined) return undefined;
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

/**
 * To something that was done, as a tap or a follow, up to eight articles; to a message one, as the platform shows the
 * first alone and the rest would be lost.
 */
function encodeNews(articles: readonly Article[], request: WebhookRequest | undefined): string | undefined {
  const max = articles.length > 1 && isEvent(request) ? ARTICLES_MAX : 1;
  if (articles.length === 0 || articles.length > max) return undefined;
  const items = articles.map(
    ({ title, description, pictureUrl, url }) =>
      `<item>${xmlCdata("Title", title)}${xmlCdata("Description", description)}${xmlCdata("PicUrl", pictureUrl)}${xmlCdata("Url", url)}</item>`,
  );
  return `${xmlCdata("MsgType", "news")}${xmlInteger("ArticleCount", items.length)}<Articles>${items.join("")}</Articles>`;
}

/** Of an encrypted call it is not known here: it counts as a message. */
function isEvent(request: WebhookRequest | undefined): boolean {
  const text = request === undefined ? undefined : decodeUtf8(request.body);
  const reading = text === undefined ? undefined : readXml(text);
  return reading?.kind === "read" && reading.root["MsgType"] === "event";
}

function encodeHandover(agent: string | undefined): string {
  const type = xmlCdata("MsgType", "transfer_customer_service");
  return agent === undefined ? type : `${type}<TransInfo>${xmlCdata("KfAccount", agent)}</TransInfo>`;
}

function optional(name: string, text: string | undefined): string {
  return text === undefined ? "" : xmlCdata(name, text);
}
