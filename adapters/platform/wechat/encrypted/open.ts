import {
  decodeUtf8,
  decryptMessage,
  readParameter,
  type RefusalReason,
  type WebhookRequest,
} from "seatbridge/kit";

import { type BodyFormat, readBody } from "../body.ts";
import { type Cipher, isSignedBy } from "./cipher.ts";

export type Opened =
  | { readonly kind: "opened"; readonly body: Uint8Array }
  | { readonly kind: "closed"; readonly reason: RefusalReason; readonly detail: string };

/**
 * The message in the body's `Encrypt` (protocols §1.3). Whatever stands beside it, in compatible mode the same
 * message in clear, is signed by nobody and looked at by nobody. The signature is checked before anything is
 * decrypted.
 */
export function open(
  { tokens, keys, appId }: Cipher,
  format: BodyFormat,
  { query, body }: WebhookRequest,
  { timestamp, nonce }: { readonly timestamp: string; readonly nonce: string },
): Opened {
  const signature = readParameter(query, "msg_signature");
  if (signature.kind !== "one") return closed(`parameter_${signature.kind}`, "msg_signature");
  const encrypted = encryptOf(body, format);
  if (encrypted === undefined) return closed("body_malformed", "Encrypt");
  if (!isSignedBy(tokens, [timestamp, nonce, encrypted], signature.value)) {
    return closed("signature_wrong", "msg_signature");
  }
  const decrypted = decryptMessage(keys, encrypted, appId);
  if (decrypted.kind === "decrypted") return { kind: "opened", body: decrypted.message };
  return closed("decryption_failed", decrypted.reason);
}

/** As it stands there, since that is what is signed. */
function encryptOf(body: Uint8Array, format: BodyFormat): string | undefined {
  const text = decodeUtf8(body);
  const reading = text === undefined ? undefined : readBody(text, format);
  const encrypted = reading?.kind === "read" ? reading.root["Encrypt"] : undefined;
  return typeof encrypted === "string" ? encrypted : undefined;
}

const closed = (reason: RefusalReason, detail: string): Opened => ({ kind: "closed", reason, detail });
