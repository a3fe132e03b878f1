import {
  Fault,
  decodeUtf8,
  digest,
  equalText,
  jsonBytesMax,
  readJson,
  readParameter,
  sortedSha1,
  type InboundMessage,
  type Receipt,
  type RefusalReason,
  type WebhookReply,
  type WebhookRequest,
} from "seatbridge/kit";

import type { Account } from "./config.ts";
import { decode } from "./decode/push.ts";

type Signed = { readonly signature: string; readonly timestamp: string; readonly nonce: string };
type Refused = Extract<Receipt, { kind: "refused" }>;

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

function readSigned(query: URLSearchParams): Signed | Refused {
  const signature = readParameter(query, "signature");
  if (signature.kind !== "one") return refusedParameter(signature.kind, "signature");
  const timestamp = readParameter(query, "timestamp");
  if (timestamp.kind !== "one") return refusedParameter(timestamp.kind, "timestamp");
  const nonce = readParameter(query, "nonce");
  if (nonce.kind !== "one") return refusedParameter(nonce.kind, "nonce");
  return { signature: signature.value, timestamp: timestamp.value, nonce: nonce.value };
}

/** Milliseconds in the one capture that is known; seconds are taken too, as the pages name no unit. */
function isFresh(timestamp: string, at: number, windowMs: number): boolean {
  if (!/^(?:[0-9]{10}|[0-9]{13})$/.test(timestamp)) return false;
  const ms = timestamp.length === 13 ? Number(timestamp) : Number(timestamp) * 1_000;
  return Math.abs(at - ms) <= windowMs;
}

/** URL verification: the echo goes back verbatim. */
function receiveEcho(account: Account, request: WebhookRequest, signed: Signed): Receipt {
  const echo = readParameter(request.query, "echostr");
  if (echo.kind !== "one") return refusedParameter(echo.kind, "echostr");
  // The signature covers no body: what signed an echo must not sign a message afterwards.
  if (!admits(account, request, signed, "")) return refused(403, "nonce_replayed");
  return { kind: "accepted", messages: [], raw: "", reply: plain(echo.value) };
}

function receivePush(account: Account, request: WebhookRequest, signed: Signed): Receipt {
  if (request.body.byteLength > jsonBytesMax) return refused(413, "body_too_large");
  if (!admits(account, request, signed, digest(request.body))) return refused(403, "nonce_replayed");
  const raw = decodeUtf8(request.body);
  if (raw === undefined) return refused(400, "body_not_utf8");
  let message: InboundMessage;
  try {
    message = read(raw, request.at);
  } catch (error) {
    if (error instanceof Fault) return refused(400, "body_malformed", error.message);
    throw error;
  }
  if (account.uid !== undefined && message.receiver !== account.uid) return refused(403, "receiver_wrong");
  return { kind: "accepted", messages: [message], raw, reply: nothing };
}

function admits(account: Account, request: WebhookRequest, signed: Signed, bodyDigest: string): boolean {
  // The time stamp is digits, so the separator cannot be part of it.
  return account.nonces.admit(`${signed.timestamp}.${signed.nonce}`, bodyDigest, request.at);
}

/**
 * Decodes a stored body again, to the same keys as at the door: the text is the bytes.
 * @throws Fault `body_malformed`
 */
export const reread = (raw: string, at: number): readonly InboundMessage[] => [read(raw, at)];

function read(raw: string, at: number): InboundMessage {
  const reading = readJson(raw);
  if (reading.kind === "refused") throw new Fault("body_malformed", reading.reason);
  return decode(reading.root, at);
}

function plain(body: string): WebhookReply {
  return { status: 200, contentType: "text/plain; charset=utf-8", body };
}

/** An empty body tells the platform not to deliver again, and the fan nothing. */
const nothing = plain("");

function refused(status: Refused["status"], reason: RefusalReason, detail?: string): Refused {
  return { kind: "refused", status, reason, ...(detail !== undefined && { detail }) };
}

function refusedParameter(kind: "missing" | "repeated", name: string): Refused {
  return refused(400, kind === "missing" ? "parameter_missing" : "parameter_repeated", name);
}
