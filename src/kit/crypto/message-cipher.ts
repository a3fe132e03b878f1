import { createCipheriv, createDecipheriv } from "node:crypto";

import { frame, type Frame, unframe } from "./frame.ts";

const algorithm = "aes-256-cbc";
const blockBytes = 16;
const base64 = /^[0-9A-Za-z+/]+={0,2}$/;

/**
 * A message as the WeChat family encrypts it in its webhooks (protocols §1.3): AES-256-CBC over a frame, in base64.
 * `key` is what `decodeAesKey` gives; its first half is the start of the chain, too.
 */
export function encryptMessage(key: Uint8Array, content: Frame): string {
  const cipher = createCipheriv(algorithm, key, key.subarray(0, blockBytes)).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame(content)), cipher.final()]).toString("base64");
}

export type Decrypted = { readonly kind: "decrypted"; readonly message: Buffer } | Refusal;

/** Why is for our counters and log: whoever sent it is told the same, whatever it was. */
type Refusal = {
  readonly kind: "refused";
  readonly reason: "base64" | "length" | "padding" | "receive_id";
};

/**
 * The message in such a text. It is not authenticated by itself: the signature over the text must be right before.
 * `keys` are the current one, and the one before, which still comes for a while. All are tried whatever the first
 * said, so that the time does not tell; the reason is that of the first.
 */
export function decryptMessage(keys: readonly Uint8Array[], encrypted: string, receiveId: string): Decrypted {
  if (encrypted.length % 4 !== 0 || !base64.test(encrypted)) return { kind: "refused", reason: "base64" };
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.byteLength === 0 || bytes.byteLength % blockBytes !== 0) {
    return { kind: "refused", reason: "length" };
  }
  const tried = keys.map((key) => unframe(decipher(key, bytes), receiveId));
  let reason: Refusal["reason"] | undefined;
  for (const one of tried) {
    if (one.kind === "read") return { kind: "decrypted", message: one.message };
    reason ??= one.reason;
  }
  if (reason === undefined) throw new RangeError("no key to try");
  return { kind: "refused", reason };
}

/** The cipher's own check of the padding would be another one, and would tell of it by throwing. */
function decipher(key: Uint8Array, bytes: Buffer): Buffer {
  const opened = createDecipheriv(algorithm, key, key.subarray(0, blockBytes)).setAutoPadding(false);
  return Buffer.concat([opened.update(bytes), opened.final()]);
}
