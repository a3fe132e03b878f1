/// <reference lib="es2024.string" />
import { type JsonLimits, webhookLimits } from "./limits.ts";
import { isJsonRecord, type JsonNode, type JsonRecord } from "./node.ts";

export type JsonRefusal =
  | "too_large"
  | "malformed"
  | "root_unexpected"
  | "too_deep"
  | "too_many_nodes"
  | "name_repeated"
  | "number_out_of_range";

export type JsonReading =
  | { readonly kind: "read"; readonly root: JsonRecord }
  | { readonly kind: "refused"; readonly reason: JsonRefusal };

/** How far the reading has come. One for the process: it is synchronous and never nested. */
type Session = {
  text: string;
  at: number;
  depth: number;
  nodes: number;
  limits: JsonLimits;
  refusal: JsonRefusal;
};

const stopped = new Error("the body was refused");
const session: Session = {
  text: "",
  at: 0,
  depth: 0,
  nodes: 0,
  limits: webhookLimits,
  refusal: "malformed",
};

const SPACE = /[ \t\n\r]*/y;
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const WHOLE = /^-?[0-9]+$/;

/**
 * Reads a webhook's JSON, or what is not a webhook's by other limits. What `JSON.parse` does to a stranger's body this does not: no digit of a
 * 64-bit id is lost, no second value of a name wins silently, nothing recurses deeper than the limit. Texts are
 * verbatim, but NUL and half characters, which no database holds, are shown as U+FFFD.
 */
export function readJson(text: string, limits: JsonLimits = webhookLimits): JsonReading {
  if (Buffer.byteLength(text) > limits.bytesMax) return refused("too_large");
  Object.assign(session, { text, at: text.startsWith("\uFEFF") ? 1 : 0, depth: 0, nodes: 0, limits });
  session.refusal = "malformed";
  try {
    const root = readValue();
    skip();
    if (session.at < text.length) return refused("malformed");
    return isJsonRecord(root) ? { kind: "read", root } : refused("root_unexpected");
  } catch (error) {
    if (error !== stopped) throw error;
    return refused(session.refusal);
  }
}

function readValue(): JsonNode {
  countNode();
  skip();
  switch (session.text.charAt(session.at)) {
    case "{":
      return inside(readRecord);
    case "[":
      return inside(readList);
    case '"':
      return readText();
    case "t":
    case "f":
    case "n":
      return JSON.parse(take(WORD)) as boolean | null;
    default:
      return readNumber();
  }
}

function inside<T>(read: () => T): T {
  session.at += 1;
  session.depth += 1;
  if (session.depth > session.limits.depthMax) stop("too_deep");
  const value = read();
  session.depth -= 1;
  return value;
}

function readRecord(): JsonRecord {
  const record: Record<string, JsonNode> = Object.create(null) as Record<string, JsonNode>;
  if (passes("}")) return record;
  do {
    skip();
    countNode();
    const name = readText();
    if (Object.hasOwn(record, name)) stop("name_repeated");
    if (!passes(":")) stop("malformed");
    record[name] = readValue();
  } while (passes(","));
  if (!passes("}")) stop("malformed");
  return record;
}

function readList(): readonly JsonNode[] {
  const list: JsonNode[] = [];
  if (passes("]")) return list;
  do list.push(readValue());
  while (passes(","));
  if (!passes("]")) stop("malformed");
  return list;
}

function readText(): string {
  const quoted = take(TEXT);
  let text: string;
  try {
    text = JSON.parse(quoted) as string;
  } catch {
    // A bare control character, or an escape that is none.
    return stop("malformed");
  }
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

function readNumber(): number | string {
  const digits = take(NUMBER);
  const value = Number(digits);
  if (!Number.isFinite(value)) stop("number_out_of_range");
  return WHOLE.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}

/** What the pattern finds here, and goes behind it. */
function take(pattern: RegExp): string {
  pattern.lastIndex = session.at;
  const found = pattern.exec(session.text)?.[0];
  if (found === undefined) return stop("malformed");
  session.at += found.length;
  return found;
}

function skip(): void {
  take(SPACE);
}

/** Goes behind the sign where it comes next. */
function passes(sign: string): boolean {
  skip();
  const found = session.text[session.at] === sign;
  if (found) session.at += 1;
  return found;
}

function countNode(): void {
  session.nodes += 1;
  if (session.nodes > session.limits.nodesMax) stop("too_many_nodes");
}

function stop(refusal: JsonRefusal): never {
  session.refusal = refusal;
  throw stopped;
}

const refused = (reason: JsonRefusal): JsonReading => ({ kind: "refused", reason });
