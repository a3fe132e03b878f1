import { digest, type Content, type InboundMessage, type Instant, type JsonRecord } from "seatbridge/kit";

import { readCreatedAt } from "./created-at.ts";
import { decodeEvent } from "./event.ts";
import { dataOf, decimalMember, filledMember, requiredId, textMember } from "./fields.ts";
import { leafTexts } from "./leaf-texts.ts";

/**
 * A push as a message (protocols §4.1). What has no decoder, or lacks what its decoder needs, is `unknown` with its
 * text kept. A push has no id: it is itself by sender, moment, type and what it says, so two same words of one second
 * are one message.
 * @throws Fault `body_malformed` where sender, receiver, time or type are missing or no texts
 */
export function decode(root: JsonRecord, at: Instant): InboundMessage {
  const receiver = requiredId(root, "receiver_id");
  const sender = requiredId(root, "sender_id");
  const createdAt = requiredId(root, "created_at");
  const type = requiredId(root, "type");
  const text = textMember(root, "text") ?? "";
  return {
    keyParts: [sender, createdAt, type, digest(JSON.stringify([text, root["data"] ?? null]))],
    sender,
    receiver,
    // Where it is no time the message counts as written when it came.
    sentAt: readCreatedAt(createdAt) ?? at,
    origin: "fan",
    content: decodeContent(root, type, text) ?? unknown(root, type),
  };
}

function unknown(root: JsonRecord, type: string): Content {
  const subtype = filledMember(dataOf(root), "subtype");
  return {
    kind: "unknown",
    type: subtype === undefined ? type : `${type}:${subtype}`,
    text: leafTexts(root),
  };
}

function decodeContent(root: JsonRecord, type: string, text: string): Content | undefined {
  const data = dataOf(root);
  switch (type) {
    case "text":
      return { kind: "text", text };
    case "image":
      return withFile(data, (mediaId) => ({ kind: "image", mediaId }));
    case "voice":
      return withFile(data, (mediaId) => ({ kind: "voice", mediaId, format: "" }));
    case "position":
      return decodePosition(data, text);
    case "event": {
      const event = decodeEvent(data);
      return event && { kind: "event", event };
    }
    default:
      return undefined;
  }
}

/** `tovfid` is the receiver's id of a file, the one that we may fetch; `vfid` is the sender's. */
function withFile(data: JsonRecord, make: (mediaId: string) => Content): Content | undefined {
  const mediaId = filledMember(data, "tovfid");
  return mediaId === undefined ? undefined : make(mediaId);
}

function decodePosition(data: JsonRecord, label: string): Content | undefined {
  const latitude = decimalMember(data, "latitude");
  const longitude = decimalMember(data, "longitude");
  if (latitude === undefined || longitude === undefined) return undefined;
  return { kind: "location", latitude, longitude, label };
}
