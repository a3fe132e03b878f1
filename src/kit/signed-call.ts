import type { Receipt, RefusalReason, WebhookReply, WebhookRequest } from "../core/channel/adapter.ts";
import { readParameter } from "./query.ts";
import type { ReplayGuard } from "./replay-guard.ts";

/** What WeChat and Weibo put into the query of every call (protocols §1.1, §4.1). */
export type Signed = { readonly signature: string; readonly timestamp: string; readonly nonce: string };

export type RefusedCall = Extract<Receipt, { kind: "refused" }>;

export function readSigned(query: URLSearchParams): Signed | RefusedCall {
  const signature = readParameter(query, "signature");
  if (signature.kind !== "one") return refusedParameter(signature.kind, "signature");
  const timestamp = readParameter(query, "timestamp");
  if (timestamp.kind !== "one") return refusedParameter(timestamp.kind, "timestamp");
  const nonce = readParameter(query, "nonce");
  if (nonce.kind !== "one") return refusedParameter(nonce.kind, "nonce");
  return { signature: signature.value, timestamp: timestamp.value, nonce: nonce.value };
}

/** Whether this call's nonce is new, or came with this very body. */
export function admits(
  { nonces }: { readonly nonces: ReplayGuard },
  request: WebhookRequest,
  signed: Signed,
  bodyDigest: string,
): boolean {
  // The time stamp is digits, so the separator cannot be part of it.
  return nonces.admit(`${signed.timestamp}.${signed.nonce}`, bodyDigest, request.at);
}

/** URL verification, of a call whose signature is right: the echo goes back verbatim. It is plain in every mode. */
export function receiveEcho(
  account: { readonly nonces: ReplayGuard },
  request: WebhookRequest,
  signed: Signed,
): Receipt {
  const echo = readParameter(request.query, "echostr");
  if (echo.kind !== "one") return refusedParameter(echo.kind, "echostr");
  // The signature covers no body: what signed an echo must not sign a message afterwards.
  if (!admits(account, request, signed, "")) return refused(403, "nonce_replayed");
  return { kind: "accepted", messages: [], raw: "", reply: plainReply(echo.value) };
}

export function plainReply(body: string): WebhookReply {
  return { status: 200, contentType: "text/plain; charset=utf-8", body };
}

export function refused(status: RefusedCall["status"], reason: RefusalReason, detail?: string): RefusedCall {
  return { kind: "refused", status, reason, ...(detail !== undefined && { detail }) };
}

export function refusedParameter(kind: "missing" | "repeated", name: string): RefusedCall {
  return refused(400, kind === "missing" ? "parameter_missing" : "parameter_repeated", name);
}
