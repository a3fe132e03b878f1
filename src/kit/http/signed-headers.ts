import { hmacSha256 } from "../digest.ts";

/**
 * The headers of Standard Webhooks 1.0: the id stays the same when a body is sent again, the time stamp is the try's,
 * and the signature covers both and the very bytes of the body. Several signatures stand beside each other while a key
 * is changed.
 */
export function signedHeaders(
  id: string,
  timestampS: number,
  body: Uint8Array,
  keys: readonly Uint8Array[],
): Readonly<Record<string, string>> {
  const signatures = keys.map((key) => `v1,${hmacSha256(key, `${id}.${timestampS}.`, body)}`);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": signatures.join(" "),
  };
}
