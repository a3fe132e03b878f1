import {
  isJsonRecord,
  readJson,
  readXml,
  type JsonNode,
  type JsonRecord,
  type XmlNode,
  type XmlRecord,
} from "seatbridge/kit";

/** 数据格式, as chosen on the platform's page: official accounts have XML, mini programs either (protocols §1.2). */
export type BodyFormat = "xml" | "json";

export type BodyReading =
  | { readonly kind: "read"; readonly root: XmlRecord }
  /** Which rule of the reader it breaks. */
  | { readonly kind: "refused"; readonly reason: string };

/** Both formats as one tree, whose leaves are texts: numbers are their digits, so no id loses one. */
export function readBody(text: string, format: BodyFormat): BodyReading {
  if (format === "xml") return readXml(text);
  const reading = readJson(text);
  return reading.kind === "read" ? { kind: "read", root: recordOf(reading.root) } : reading;
}

/** How a stored body was written, whatever the account is set to by now. */
export const formatOf = (text: string): BodyFormat => (/^\uFEFF?\s*</.test(text) ? "xml" : "json");

function recordOf(record: JsonRecord): XmlRecord {
  // Without a prototype, as the readers make theirs: a member named `constructor` is a member.
  const root = Object.create(null) as Record<string, XmlNode>;
  for (const [name, value] of Object.entries(record)) {
    if (value !== null) root[name] = nodeOf(value);
  }
  return root;
}

function nodeOf(value: JsonNode): XmlNode {
  if (isJsonRecord(value)) return recordOf(value);
  if (isList(value)) return value.flatMap((one) => (one === null ? [] : [nodeOf(one)])).flat();
  return String(value);
}

const isList = (value: JsonNode): value is readonly JsonNode[] => Array.isArray(value);
