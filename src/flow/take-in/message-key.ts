import { hash } from "node:crypto";

/**
 * The key that makes a message itself: 128 bits of SHA-256 over the account and the adapter's parts, each with
 * its length before it, so that no two lists of parts read the same. SHA-256, since a fan can choose the text.
 */
export function messageKey(accountId: string, parts: readonly string[]): string {
  const hex = hash("sha256", [accountId, ...parts].map((part) => `${part.length}:${part}`).join(""), "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
