import {
  Fault,
  decodeUtf8,
  digest,
  readParameter,
  readXml,
  xmlBytesMax,
  type InboundMessage,
  type Receipt,
  type RefusalReason,
  type WebhookReply,
  type WebhookRequest,
} from "seatbridge/kit";

import type { Account } from "./config.ts";
import { decode } from "./decode/message.ts";
import { isEncrypted, isSignedBy } from "./encrypted/cipher.ts";
import { open } from "./encrypted/open.ts";

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

type Signed = { readonly signature: string; readonly timestamp: string; readonly nonce: string };
type Refused = Extract<Receipt, { kind: "refused" }>;

function readSigned(query: URLSearchParams): Signed | Refused {
  const signature = readParameter(query, "signature");
  if (signature.kind !== "one") return refusedParameter(signature.kind, "signature");
  const timestamp = readParameter(query, "timestamp");
  if (timestamp.kind !== "one") return refusedParameter(timestamp.kind, "timestamp");
  const nonce = readParameter(query, "nonce");
  if (nonce.kind !== "one") return refusedParameter(nonce.kind, "nonce");
  return { signature: signature.value, timestamp: timestamp.value, nonce: nonce.value };
}

function isFresh(timestamp: string, at: number, windowMs: number): boolean {
  return /^[0-9]{1,12}$/.test(timestamp) && Math.abs(at - Number(timestamp) * 1_000) <= windowMs;
}

/** URL verification: the echo goes back verbatim. It is plain in every mode. */
function receiveEcho(account: Account, request: WebhookRequest, signed: Signed): Receipt {
  const echo = readParameter(request.query, "echostr");
  if (echo.kind !== "one") return refusedParameter(echo.kind, "echostr");
  // The signature covers no body: what signed an echo must not sign a message afterwards.
  if (!admits(account, request, signed, "")) return refused(403, "nonce_replayed");
  return { kind: "accepted", messages: [], raw: "", reply: plain(echo.value) };
}

function receiveMessage(account: Account, request: WebhookRequest, signed: Signed): Receipt {
  if (request.body.byteLength > xmlBytesMax) return refused(413, "body_too_large");
  const clear = clearBody(account, request, signed);
  if ("kind" in clear) return clear;
  const bodyDigest = digest(clear);
  if (!admits(account, request, signed, bodyDigest)) return refused(403, "nonce_replayed");
  const raw = decodeUtf8(clear);
  if (raw === undefined) return refused(400, "body_not_utf8");
  return receiveXml(account, raw, { at: request.at, bodyDigest });
}

/** The bytes of the message itself: the body, or what is encrypted in it. Neither in the place of the other. */
function clearBody(account: Account, request: WebhookRequest, signed: Signed): Uint8Array | Refused {
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
  const opened = open(cipher, request, signed);
  return opened.kind === "opened" ? opened.body : refused(400, opened.reason, opened.detail);
}

function admits(account: Account, request: WebhookRequest, signed: Signed, bodyDigest: string): boolean {
  // The time stamp is digits, so the separator cannot be part of it.
  return account.nonces.admit(`${signed.timestamp}.${signed.nonce}`, bodyDigest, request.at);
}

function receiveXml(account: Account, raw: string, arrival: { at: number; bodyDigest: string }): Receipt {
  const reading = readXml(raw);
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
  const reading = readXml(raw);
  if (reading.kind === "refused") throw new Fault("body_malformed", reading.reason);
  return [decode(reading.root, { at, bodyDigest: digest(raw) })];
}

function plain(body: string): WebhookReply {
  return { status: 200, contentType: "text/plain; charset=utf-8", body };
}

/** Tells the platform not to deliver again, and the fan nothing. */
const success = plain("success");

function refused(status: Refused["status"], reason: RefusalReason, detail?: string): Refused {
  return { kind: "refused", status, reason, ...(detail !== undefined && { detail }) };
}

function refusedParameter(kind: "missing" | "repeated", name: string): Refused {
  return refused(400, kind === "missing" ? "parameter_missing" : "parameter_repeated", name);
}
