import {
  Fault,
  admits,
  decodeUtf8,
  digest,
  equalText,
  jsonBytesMax,
  plainReply,
  readJson,
  readSigned,
  receiveEcho,
  refused,
  sortedSha1,
  type InboundMessage,
  type Receipt,
  type Signed,
  type WebhookRequest,
} from "seatbridge/kit";

import type { Account } from "./config.ts";
import { decode } from "./decode/push.ts";

/** Verifies, then decodes (protocols §4.1). Nothing of an unverified body is looked at. */
export function receive(account: Account, request: WebhookRequest): Receipt {
  const signed = readSigned(request.query);
  if ("kind" in signed) return signed;
  const { signature, timestamp, nonce } = signed;
  if (!equalText(sortedSha1([account.appSecret, timestamp, nonce]), signature)) {
    return refused(401, "signature_wrong");
  }
  if (!isFresh(timestamp, request.at, account.timestampWindowMs)) return refused(403, "timestamp_stale");
  return request.method === "GET"
    ? receiveEcho(account, request, signed)
    : receivePush(account, request, signed);
}

/** Milliseconds in the one capture that is known; seconds are taken too, as the pages name no unit. */
function isFresh(timestamp: string, at: number, windowMs: number): boolean {
  if (!/^(?:[0-9]{10}|[0-9]{13})$/.test(timestamp)) return false;
  const ms = timestamp.length === 13 ? Number(timestamp) : Number(timestamp) * 1_000;
  return Math.abs(at - ms) <= windowMs;
}

function receivePush(account: Account, request: WebhookRequest, signed: Signed): Receipt {
  if (request.body.byteLength > jsonBytesMax) return refused(413, "body_too_large");
  if (!admits(account, request, signed, digest(request.body))) return refused(403, "nonce_replayed");
  const raw = decodeUtf8(request.body);
  if (raw === undefined) return refused(400, "body_not_utf8");
  let message: InboundMessage;
  try {
    message = read(account, raw, request.at);
  } catch (error) {
    if (error instanceof Fault) return refused(400, "body_malformed", error.message);
    throw error;
  }
  if (account.uid !== undefined && message.receiver !== account.uid) return refused(403, "receiver_wrong");
  return { kind: "accepted", messages: [message], raw, reply: nothing };
}

/**
 * Decodes a stored body again, to the same keys as at the door: the text is the bytes.
 * @throws Fault `body_malformed`
 */
export const reread = (account: Account, raw: string, at: number): readonly InboundMessage[] => [
  read(account, raw, at),
];

function read({ looksForMentions }: Account, raw: string, at: number): InboundMessage {
  const reading = readJson(raw);
  if (reading.kind === "refused") throw new Fault("body_malformed", reading.reason);
  const message = decode(reading.root, at);
  // What she said in public is no message to the account: it is found where it stands.
  return looksForMentions && isMention(message) ? { ...message, origin: "platform" } : message;
}

const isMention = ({ content }: InboundMessage): boolean =>
  content.kind === "unknown" && content.type.startsWith("mention:");

/** An empty body tells the platform not to deliver again, and the fan nothing. */
const nothing = plainReply("");
