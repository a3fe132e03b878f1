import { createHmac, hash } from "node:crypto";

/** Bytes as lower-case hex SHA-256: a short name for a body. */
export function digest(bytes: Uint8Array | string): string {
  return hash("sha256", bytes, "hex");
}

/** HMAC with SHA-256 over the parts as they follow each other, in base64. */
export function hmacSha256(key: Uint8Array, ...parts: readonly (Uint8Array | string)[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("base64");
}
