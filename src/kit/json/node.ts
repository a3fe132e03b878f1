/** A value as it was written, but for whole numbers that no double holds: those are their digits, as text. */
export type JsonNode = string | number | boolean | null | JsonRecord | readonly JsonNode[];

/** Has no prototype: a member named `constructor` or `__proto__` is a member and nothing else. */
export type JsonRecord = { readonly [name: string]: JsonNode };

export function isJsonRecord(node: JsonNode | undefined): node is JsonRecord {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}
