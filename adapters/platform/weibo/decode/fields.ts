import { Fault, isJsonRecord, type JsonNode, type JsonRecord } from "seatbridge/kit";

/** Longest id that is taken; real ones have 19 digits at most, and ids become index keys. */
const idCharsMax = 128;

const NOTHING: JsonRecord = Object.freeze(Object.create(null) as JsonRecord);

/**
 * The text of a member, verbatim, or a number's digits: the platform writes ids both ways. Undefined where there is
 * none.
 * @throws Fault `body_malformed` where it is no text and no number: any reading would be a guess
 */
export function textMember(record: JsonRecord, name: string): string | undefined {
  const value = record[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new Fault("body_malformed", `${name} is neither a text nor a number`);
}

/** A text that says something; an empty one and none mean the same. */
export function filledMember(record: JsonRecord, name: string): string | undefined {
  const text = textMember(record, name);
  return text === "" ? undefined : text;
}

/**
 * An id, or what is as short as one.
 * @throws Fault `body_malformed` where it is missing, too long, or no whole number
 */
export function requiredId(record: JsonRecord, name: string): string {
  const id = textMember(record, name)?.trim() ?? "";
  if (id === "") throw new Fault("body_malformed", `${name} is missing`);
  if (id.length > idCharsMax)
    throw new Fault("body_malformed", `${name} is longer than ${idCharsMax} characters`);
  if (typeof record[name] === "number" && !/^[0-9]+$/.test(id))
    throw new Fault("body_malformed", `${name} is no whole number`);
  return id;
}

/** A plain decimal, as a text or a number; anything else is undefined. */
export function decimalMember(record: JsonRecord, name: string): number | undefined {
  const text = textMember(record, name)?.trim();
  return text !== undefined && /^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$/.test(text) ? Number(text) : undefined;
}

/** The members of `data`; none where it is no object. */
export function dataOf(root: JsonRecord): JsonRecord {
  const data: JsonNode | undefined = root["data"];
  return isJsonRecord(data) ? data : NOTHING;
}
