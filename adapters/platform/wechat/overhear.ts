import { decodeUtf8, decryptMessage, type TheirWords } from "seatbridge/kit";

import { formatOf, readBody } from "./body.ts";
import type { Cipher } from "./encrypted/cipher.ts";

/**
 * What another system's answer to the platform's call says (protocols §1.7). It signs with the account's own token and
 * key, but nobody acts on it here: the signature is the platform's matter.
 */
export function overhear(cipher: Cipher | undefined, body: Uint8Array): TheirWords {
  const text = decodeUtf8(body)?.trim();
  if (text === undefined) return { kind: "unknown" };
  if (text === "" || text === "success") return { kind: "silent" };
  const root = rootOf(text);
  const encrypted = root?.["Encrypt"];
  if (typeof encrypted !== "string") return wordsOf(root);
  const decrypted = cipher && decryptMessage(cipher.keys, encrypted, cipher.appId);
  const clear = decrypted?.kind === "decrypted" ? decodeUtf8(decrypted.message) : undefined;
  return clear === undefined ? { kind: "unknown" } : wordsOf(rootOf(clear));
}

function rootOf(text: string) {
  const reading = readBody(text, formatOf(text));
  return reading.kind === "read" ? reading.root : undefined;
}

function wordsOf(root: ReturnType<typeof rootOf>): TheirWords {
  const type = root?.["MsgType"];
  if (typeof type !== "string") return { kind: "unknown" };
  const content = root?.["Content"];
  return type === "text" && typeof content === "string"
    ? { kind: "text", text: content }
    : { kind: "other", type };
}
