import {
  Fault,
  admits,
  decodeUtf8,
  digest,
  jsonBytesMax,
  plainReply,
  readParameter,
  readSigned,
  receiveEcho,
  refused,
  refusedParameter,
  xmlBytesMax,
  type InboundMessage,
  type Receipt,
  type RefusedCall,
  type Signed,
  type WebhookRequest,
} from "seatbridge/kit";

import type { Account } from "./account.ts";
import { formatOf, readBody } from "./body.ts";
import { decode } from "./decode/message.ts";
import { isEncrypted, isSignedBy } from "./encrypted/cipher.ts";
import { open } from "./encrypted/open.ts";

/** Longest body that is looked at, in bytes; both readers have the same limit. */
const bodyBytesMax = Math.max(xmlBytesMax, jsonBytesMax);

/**
 * Verifies, then decodes (protocols §1.1–1.3). Nothing of an unverified body is looked at. Who posts to an account
 * that reads encrypted messages is told the same whatever was wrong: a difference would help to find out what is in
 * one.
 */
export function receive(account: Account, request: WebhookRequest): Receipt {
  const receipt = verify(account, request);
  if (receipt.kind === "accepted" || account.mode === "plain" || request.method === "GET") return receipt;
  return { ...receipt, status: 403, opaque: true };
}

function verify(account: Account, request: WebhookRequest): Receipt {
  const signed = readSigned(request.query);
  if ("kind" in signed) return signed;
  if (!isSignedBy(account.tokens, [signed.timestamp, signed.nonce], signed.signature)) {
    return refused(401, "signature_wrong");
  }
  if (!isFresh(signed.timestamp, request.at, account.timestampWindowMs))
    return refused(403, "timestamp_stale");
  return request.method === "GET"
    ? receiveEcho(account, request, signed)
    : receiveMessage(account, request, signed);
}

function isFresh(timestamp: string, at: number, windowMs: number): boolean {
  return /^[0-9]{1,12}$/.test(timestamp) && Math.abs(at - Number(timestamp) * 1_000) <= windowMs;
}

function receiveMessage(account: Account, request: WebhookRequest, signed: Signed): Receipt {
  if (request.body.byteLength > bodyBytesMax) return refused(413, "body_too_large");
  const clear = clearBody(account, request, signed);
  if ("kind" in clear) return clear;
  const bodyDigest = digest(clear);
  if (!admits(account, request, signed, bodyDigest)) return refused(403, "nonce_replayed");
  const raw = decodeUtf8(clear);
  if (raw === undefined) return refused(400, "body_not_utf8");
  return receiveClear(account, raw, { at: request.at, bodyDigest });
}

/** The bytes of the message itself: the body, or what is encrypted in it. Neither in the place of the other. */
function clearBody(account: Account, request: WebhookRequest, signed: Signed): Uint8Array | RefusedCall {
  const { cipher, mode } = account;
  const type = readParameter(request.query, "encrypt_type");
  if (type.kind === "repeated") return refusedParameter(type.kind, "encrypt_type");
  if (type.kind === "missing" || type.value === "raw") {
    return mode === "safe" ? refused(403, "encryption_missing") : request.body;
  }
  if (cipher === undefined) {
    return refused(400, "encryption_unexpected", "the account is connected in plain mode");
  }
  if (!isEncrypted(request)) return refused(400, "encryption_unexpected", "not aes");
  const opened = open(cipher, account.format, request, signed);
  return opened.kind === "opened" ? opened.body : refused(400, opened.reason, opened.detail);
}

function receiveClear(account: Account, raw: string, arrival: { at: number; bodyDigest: string }): Receipt {
  const reading = readBody(raw, account.format);
  if (reading.kind === "refused") return refused(400, "body_malformed", reading.reason);
  let message: InboundMessage;
  try {
    message = decode(reading.root, arrival);
  } catch (error) {
    if (error instanceof Fault) return refused(400, "body_malformed", error.message);
    throw error;
  }
  if (account.originalId !== undefined && message.receiver !== account.originalId) {
    return refused(403, "receiver_wrong");
  }
  return { kind: "accepted", messages: [message], raw, reply: success };
}

/**
 * Decodes a stored body again, to the same keys as at the door: the text is the bytes.
 * @throws Fault `body_malformed`
 */
export function reread(raw: string, at: number): readonly InboundMessage[] {
  const reading = readBody(raw, formatOf(raw));
  if (reading.kind === "refused") throw new Fault("body_malformed", reading.reason);
  return [decode(reading.root, { at, bodyDigest: digest(raw) })];
}

/** Tells the platform not to deliver again, and the fan nothing. */
const success = plainReply("success");
