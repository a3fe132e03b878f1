import { hash, timingSafeEqual } from "node:crypto";

/**
 * The signature of WeChat and Weibo webhooks: lower-case hex SHA-1 of the parts, sorted by code unit and joined.
 * Default sort order on purpose: a locale would put letters of both cases together (protocols §1.1).
 */
export function sortedSha1(parts: readonly string[]): string {
  return hash("sha1", parts.toSorted().join(""), "hex");
}

/**
 * Compares a secret-derived text with what a stranger sent, in constant time.
 * Never throws: a text of another length is simply not equal (its length is no secret).
 */
export function equalText(expected: string, given: string): boolean {
  const expectedBytes = Buffer.from(expected, "utf8");
  const givenBytes = Buffer.from(given, "utf8");
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}
