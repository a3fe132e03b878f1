/// <reference lib="es2024.string" />
import { SaxesParser } from "saxes";

import { xmlBytesMax, xmlDepthMax, xmlNodesMax } from "./limits.ts";
import { isXmlRecord, type XmlRecord } from "./node.ts";

export type XmlRefusal =
  | "too_large"
  | "doctype"
  | "character_forbidden"
  | "malformed"
  | "root_unexpected"
  | "too_deep"
  | "too_many_nodes";

export type XmlReading =
  | { readonly kind: "read"; readonly root: XmlRecord }
  | { readonly kind: "refused"; readonly reason: XmlRefusal };

/** An element that is open: its text so far, and its children where it has any. */
type Frame = { name: string; text: string; children: Record<string, MutableNode> | undefined };

/** The tree while it grows; readers get it as `XmlNode`. */
type MutableNode = string | { [name: string]: MutableNode } | MutableNode[];

/** What the parser's handlers write to. One for the process: reading is synchronous and never nested. */
type Session = {
  depth: number;
  nodes: number;
  root: MutableNode | undefined;
  refusal: XmlRefusal | undefined;
};

const stopped = new Error("the body was refused");
const session: Session = { depth: 0, nodes: 0, root: undefined, refusal: undefined };
const frames: Frame[] = Array.from({ length: xmlDepthMax + 1 }, () => ({
  name: "",
  text: "",
  children: undefined,
}));
let parser: SaxesParser | undefined;

/**
 * Reads a webhook's XML in one pass, within limits, into a tree whose texts are verbatim.
 * Nothing that a stranger sends makes it throw, expand or recurse (dependencies §5 lists what others do).
 */
export function readXml(text: string): XmlReading {
  // Text is at most three bytes a code unit, so most bodies need no exact count.
  if (text.length > xmlBytesMax || (text.length > xmlBytesMax / 3 && Buffer.byteLength(text) > xmlBytesMax)) {
    return refused("too_large");
  }
  if (text.includes("\0") || !text.isWellFormed()) return refused("character_forbidden");
  if (declaresTypes(text)) return refused("doctype");
  return parse(text.replace(forbiddenControls, "\uFFFD"));
}

/**
 * Control characters that XML forbids. Platforms pass on what fans type, so these are shown as U+FFFD rather
 * than the fan being refused; NUL, which no fan can type and PostgreSQL does not store, is refused above.
 */
// oxlint-disable-next-line no-control-regex
const forbiddenControls = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const declaration = /<!(?:DOCTYPE|ENTITY)/i;
const cdataOpen = "<![CDATA[";
const cdataClose = "]]>";

/** Whether types are declared outside of CDATA; inside of it, it is what a fan typed. */
function declaresTypes(text: string): boolean {
  if (!declaration.test(text)) return false;
  let from = 0;
  for (;;) {
    const open = text.indexOf(cdataOpen, from);
    if (declaration.test(text.slice(from, open === -1 ? undefined : open))) return true;
    const close = open === -1 ? -1 : text.indexOf(cdataClose, open);
    if (close === -1) return false;
    from = close + cdataClose.length;
  }
}

function parse(text: string): XmlReading {
  session.depth = 0;
  session.nodes = 0;
  session.root = undefined;
  session.refusal = undefined;
  parser ??= createParser();
  try {
    parser.write(text).close();
  } catch {
    // Whatever the parser threw, it stopped half-way and cannot be used again.
    parser = undefined;
    return refused(session.refusal ?? "malformed");
  }
  const { root } = session;
  if (root === "") return { kind: "read", root: emptyRecord() };
  return isXmlRecord(root) ? { kind: "read", root } : refused("root_unexpected");
}

function createParser(): SaxesParser {
  const created = new SaxesParser({
    fragment: false,
    xmlns: false,
    position: false,
    // 1.1 would turn more characters into line breaks; texts stay as they were written.
    defaultXMLVersion: "1.0",
    forceXMLVersion: true,
  });
  created.on("opentag", onOpen);
  created.on("closetag", onClose);
  created.on("text", onText);
  created.on("cdata", onText);
  created.on("attribute", countNode);
  created.on("doctype", () => stop("doctype"));
  return created;
}

function onOpen(tag: { readonly name: string }): void {
  countNode();
  session.depth += 1;
  if (session.depth > xmlDepthMax) stop("too_deep");
  if (session.depth === 1 && tag.name !== "xml") stop("root_unexpected");
  const frame = frameAt(session.depth);
  frame.name = tag.name;
  frame.text = "";
  frame.children = undefined;
}

function onText(text: string): void {
  frameAt(session.depth).text += text;
}

function onClose(): void {
  const { name, text, children } = frameAt(session.depth);
  session.depth -= 1;
  // Text beside elements is white space, and now and then a remark of the platform's; it is no one's value.
  const value = children ?? text;
  if (session.depth === 0) {
    session.root = value;
    return;
  }
  const siblings = (frameAt(session.depth).children ??= emptyRecord());
  const before = siblings[name];
  if (before === undefined) siblings[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else siblings[name] = [before, value];
}

function countNode(): void {
  session.nodes += 1;
  if (session.nodes > xmlNodesMax) stop("too_many_nodes");
}

function frameAt(depth: number): Frame {
  const frame = frames[depth];
  if (frame === undefined) throw new RangeError("deeper than xmlDepthMax");
  return frame;
}

function emptyRecord(): Record<string, MutableNode> {
  return Object.create(null) as Record<string, MutableNode>;
}

function stop(refusal: XmlRefusal): never {
  session.refusal = refusal;
  throw stopped;
}

function refused(reason: XmlRefusal): XmlReading {
  return { kind: "refused", reason };
}
