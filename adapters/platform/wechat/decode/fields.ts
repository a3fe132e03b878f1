import { Fault, isXmlRecord, xmlList, type XmlNode, type XmlRecord } from "seatbridge/kit";

/** Longest id that is taken; real ones have 28 characters, and ids become index keys. */
const idCharsMax = 128;

/** The child of that name; where there is none, of the name in other letter case (protocols §1.4: `MsgID`). */
function find(record: XmlRecord, name: string): XmlNode | undefined {
  const exact = record[name];
  if (exact !== undefined) return exact;
  const folded = name.toLowerCase();
  for (const key in record) {
    if (key.length === folded.length && key.toLowerCase() === folded) return record[key];
  }
  return undefined;
}

/**
 * The text of a field, verbatim; undefined where there is none.
 * @throws Fault `body_malformed` where it is given twice or has children: either reading would be a guess.
 */
export function textField(record: XmlRecord, name: string): string | undefined {
  const node = find(record, name);
  if (node === undefined || typeof node === "string") return node;
  throw new Fault("body_malformed", isXmlRecord(node) ? `${name} has children` : `${name} is repeated`);
}

/** A text that says something; an empty field and none mean the same. */
export function filledField(record: XmlRecord, name: string): string | undefined {
  const text = textField(record, name);
  return text === "" ? undefined : text;
}

/** An id: trimmed (protocols §1.4 has samples with spaces), undefined where absent. */
export function idField(record: XmlRecord, name: string): string | undefined {
  const id = textField(record, name)?.trim();
  if (id === undefined || id === "") return undefined;
  if (id.length > idCharsMax)
    throw new Fault("body_malformed", `${name} is longer than ${idCharsMax} characters`);
  return id;
}

/** @throws Fault `body_malformed` where the id is missing. */
export function requiredIdField(record: XmlRecord, name: string): string {
  const id = idField(record, name);
  if (id === undefined) throw new Fault("body_malformed", `${name} is missing`);
  return id;
}

/** A plain decimal; anything else (an exponent, a word, nothing) is undefined. */
export function decimalField(record: XmlRecord, name: string): number | undefined {
  const text = textField(record, name)?.trim();
  return text !== undefined && /^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$/.test(text) ? Number(text) : undefined;
}

/** Children of that name that have children themselves; none, one or many. */
export function recordFields(record: XmlRecord, name: string): readonly XmlRecord[] {
  return xmlList(find(record, name)).filter(isXmlRecord);
}
