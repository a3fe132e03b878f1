import { decodeAesKey, encryptMessage, sortedSha1, type WebhookRequest } from "seatbridge/kit";
import { z } from "zod";

import { runDecrypt } from "./decrypt.ts";
import { officialAccount } from "./accounts.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const signatureVector = z.object({
  parts: z.array(z.string()),
  expectedSignature: z.string(),
  token: z.string().nullish(),
  timestamp: z.string().nullish(),
  nonce: z.string().nullish(),
  echostr: z.string().nullish(),
});

const encryptVector = z.object({
  token: z.string().nullish(),
  timestamp: z.string().nullish(),
  nonce: z.string().nullish(),
  encodingAESKey: z.string(),
  receiveId: z.string(),
  random16: z.string(),
  plaintext: z.string(),
  expectedEncrypt: z.string(),
  expectedMsgSignature: z.string().nullish(),
});

export function runCrypto(vector: Vector): Result {
  const kind = String(vector["kind"]);
  if (kind === "signature" || kind === "msg-signature") return runSignature(vector, kind);
  const platform = String(vector["platform"]);
  if (platform !== "official-account" && platform !== "mini-program")
    return skipped(vector, `${kind}: ${platform} is not built yet`);
  if (kind === "decrypt") return runDecrypt(vector);
  if (kind === "encrypt") return runEncrypt(vector);
  return skipped(vector, `${kind}: no runner for this kind`);
}

function runSignature(vector: Vector, kind: "signature" | "msg-signature"): Result {
  const given = signatureVector.parse(vector);
  const signature = sortedSha1(given.parts);
  return compared(vector, signature, [
    { what: "signature", is: signature, expected: given.expectedSignature },
    ...(kind === "signature" ? [{ what: "the answer to the GET", ...echoed(given) }] : []),
  ]);
}

/** With the vector's own random bytes, byte for byte; they are written as Latin-1. */
function runEncrypt(vector: Vector): Result {
  const given = encryptVector.parse(vector);
  const key = decodeAesKey(given.encodingAESKey);
  if (key === undefined) return { kind: "ran", id: vector.id, output: null, failure: "the key is refused" };
  const encrypt = encryptMessage(key, {
    random: Buffer.from(given.random16, "latin1"),
    message: Buffer.from(given.plaintext),
    receiveId: given.receiveId,
  });
  const { token, timestamp, nonce, expectedMsgSignature } = given;
  const signed = token != null && timestamp != null && nonce != null && expectedMsgSignature != null;
  const msgSignature = signed ? sortedSha1([token, timestamp, nonce, encrypt]) : null;
  return compared(vector, { encrypt, msgSignature }, [
    { what: "encrypt", is: encrypt, expected: given.expectedEncrypt },
    { what: "msg_signature", is: msgSignature, expected: expectedMsgSignature ?? null },
  ]);
}

/** The whole way of a URL verification: the echo comes back if and only if the signature is right. */
function echoed(given: z.infer<typeof signatureVector>): { is: unknown; expected: unknown } {
  const { token, timestamp, nonce } = given;
  if (token == null || timestamp == null || nonce == null) return { is: undefined, expected: undefined };
  const echostr = given.echostr ?? "7031423409184376519";
  const request: WebhookRequest = {
    method: "GET",
    query: new URLSearchParams({ signature: given.expectedSignature, timestamp, nonce, echostr }),
    body: new Uint8Array(),
    at: Number(timestamp) * 1_000,
  };
  const receipt = officialAccount({ token }).receive(request);
  return { is: receipt.kind === "accepted" ? receipt.reply.body : receipt.reason, expected: echostr };
}
