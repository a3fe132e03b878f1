/**
 * An element's value: its text, or its children by name. Children of one name are one value where there is
 * one and a list where there are several, so "given twice" cannot be mistaken for "given once".
 */
export type XmlNode = string | XmlRecord | readonly XmlNode[];

/** Has no prototype: a child named `constructor` or `__proto__` is a child and nothing else. */
export type XmlRecord = { readonly [name: string]: XmlNode };

export function isXmlRecord(node: XmlNode | undefined): node is XmlRecord {
  return typeof node === "object" && !Array.isArray(node);
}

/** One or many, as a list (protocols §1.4: `item`, `List` may be either). */
export function xmlList(node: XmlNode | undefined): readonly XmlNode[] {
  if (node === undefined) return [];
  return typeof node === "object" && Array.isArray(node) ? node : [node];
}
