import type { Content, InboundMessage, Instant, XmlRecord } from "seatbridge/kit";

import { decodeEvent } from "./event.ts";
import { decimalField, filledField, idField, requiredIdField, textField } from "./fields.ts";
import { leafTexts } from "./leaf-texts.ts";
import { isFromPlatform } from "./notice.ts";

type Arrival = { readonly at: Instant; readonly bodyDigest: string };

/**
 * A body as a message (protocols §1.5, §1.6). What has no decoder, or lacks what its decoder needs, is `unknown`
 * with its text kept.
 * @throws Fault `body_malformed` where sender, receiver, time or type are missing, or a field is given twice.
 */
export function decode(root: XmlRecord, arrival: Arrival): InboundMessage {
  const receiver = requiredIdField(root, "ToUserName");
  const sender = requiredIdField(root, "FromUserName");
  const createTime = requiredIdField(root, "CreateTime");
  const type = requiredIdField(root, "MsgType");
  const isEvent = type === "event";
  const event = isEvent ? (idField(root, "Event") ?? "") : "";
  return {
    keyParts: isEvent
      ? eventKey(root, sender, createTime, event, arrival.bodyDigest)
      : messageKey(root, sender, createTime, type, arrival.bodyDigest),
    sender,
    receiver,
    sentAt: sentAt(createTime, arrival.at),
    origin: isEvent && isFromPlatform(event) ? "platform" : "fan",
    content: (isEvent ? decodeEvent(root, event) : decodeMessage(root, type)) ?? unknown(root, type),
  };
}

/** `CreateTime` is in seconds; where it is no number the message counts as written when it came. */
function sentAt(createTime: string, at: Instant): Instant {
  return /^[0-9]{1,11}$/.test(createTime) ? Number(createTime) * 1_000 : at;
}

function messageKey(root: XmlRecord, sender: string, createTime: string, type: string, bodyDigest: string) {
  const id = idField(root, "MsgId");
  return id === undefined ? [sender, createTime, type, "", bodyDigest] : [sender, id];
}

/** Events have no id; the body tells two of one second apart (architecture, "Dedupe key"). */
function eventKey(root: XmlRecord, sender: string, createTime: string, event: string, bodyDigest: string) {
  const subject = filledField(root, "EventKey") ?? filledField(root, "Ticket") ?? "";
  return [sender, createTime, event, subject, bodyDigest];
}

function unknown(root: XmlRecord, type: string): Content {
  const event = idField(root, "Event");
  return {
    kind: "unknown",
    type: event === undefined ? type : `${type}:${event}`,
    text: leafTexts(root),
  };
}

function decodeMessage(root: XmlRecord, type: string): Content | undefined {
  switch (type) {
    case "text":
      return decodeText(root);
    case "image":
      return decodeImage(root);
    case "voice":
      return decodeVoice(root);
    case "video":
    case "shortvideo":
      return decodeVideo(root, type === "shortvideo");
    case "location":
      return decodeLocation(root);
    case "link":
      return decodeLink(root);
    case "file":
      return decodeFile(root);
    case "miniprogrampage":
      return decodeMiniProgram(root);
    default:
      return undefined;
  }
}

function decodeText(root: XmlRecord): Content {
  const menuItemId = filledField(root, "bizmsgmenuid");
  const text = textField(root, "Content") ?? "";
  return menuItemId === undefined ? { kind: "text", text } : { kind: "text", text, menuItemId };
}

function decodeImage(root: XmlRecord): Content | undefined {
  const mediaId = filledField(root, "MediaId");
  const url = filledField(root, "PicUrl");
  if (mediaId === undefined && url === undefined) return undefined;
  return { kind: "image", ...(mediaId !== undefined && { mediaId }), ...(url !== undefined && { url }) };
}

function decodeVoice(root: XmlRecord): Content | undefined {
  const mediaId = filledField(root, "MediaId");
  if (mediaId === undefined) return undefined;
  const recognition = filledField(root, "Recognition");
  const format = textField(root, "Format") ?? "";
  return { kind: "voice", mediaId, format, ...(recognition !== undefined && { recognition }) };
}

function decodeVideo(root: XmlRecord, short: boolean): Content | undefined {
  const mediaId = filledField(root, "MediaId");
  if (mediaId === undefined) return undefined;
  const thumbnailId = filledField(root, "ThumbMediaId");
  return { kind: "video", mediaId, short, ...(thumbnailId !== undefined && { thumbnailId }) };
}

function decodeLocation(root: XmlRecord): Content | undefined {
  const latitude = decimalField(root, "Location_X");
  const longitude = decimalField(root, "Location_Y");
  if (latitude === undefined || longitude === undefined) return undefined;
  const scale = decimalField(root, "Scale");
  const label = textField(root, "Label") ?? "";
  return { kind: "location", latitude, longitude, label, ...(scale !== undefined && { scale }) };
}

function decodeLink(root: XmlRecord): Content | undefined {
  const url = filledField(root, "Url");
  if (url === undefined) return undefined;
  return {
    kind: "link",
    title: textField(root, "Title") ?? "",
    description: textField(root, "Description") ?? "",
    url,
  };
}

/** Sent from within a mini program (protocols §3): the page that the fan means. */
function decodeMiniProgram(root: XmlRecord): Content | undefined {
  const path = filledField(root, "PagePath");
  if (path === undefined) return undefined;
  const appId = filledField(root, "AppId");
  const thumbnailId = filledField(root, "ThumbMediaId");
  const thumbnailUrl = filledField(root, "ThumbUrl");
  return {
    kind: "mini_program",
    title: textField(root, "Title") ?? "",
    path,
    ...(appId !== undefined && { appId }),
    ...(thumbnailId !== undefined && { thumbnailId }),
    ...(thumbnailUrl !== undefined && { thumbnailUrl }),
  };
}

/** Not in the official list, and not to be downloaded; seen in the field. */
function decodeFile(root: XmlRecord): Content | undefined {
  const fileKey = filledField(root, "FileKey");
  if (fileKey === undefined) return undefined;
  const bytes = decimalField(root, "FileTotalLen");
  return {
    kind: "file",
    title: textField(root, "Title") ?? "",
    fileKey,
    ...(bytes !== undefined && { bytes }),
  };
}
