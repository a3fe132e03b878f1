import { digest, readXml, xmlList, isXmlRecord, type InboundMessage, type XmlRecord } from "seatbridge/kit";
import { z } from "zod";

import { officialAccount, posted } from "./official-account.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const inboundVector = z.object({
  platform: z.string(),
  type: z.string(),
  raw: z.string(),
  expected: z.record(z.string(), z.unknown()),
});

/** When the vectors arrive; a body without a readable time counts as written then. */
const arrival = Date.UTC(2026, 10, 1);

/** The reader gives exactly the tree, and the adapter a message that says the same. */
export function runInboundXml(vector: Vector): Result {
  const given = inboundVector.parse(vector);
  if (given.platform !== "official-account") return skipped(vector, `${given.platform} is not built yet`);
  const reading = readXml(given.raw);
  const tree = reading.kind === "read" ? reading.root : {};
  const receipt = officialAccount().receive(posted(given.raw, arrival));
  const message = receipt.kind === "accepted" ? receipt.messages[0] : undefined;
  const output = { tree, message: message ?? receipt };
  return compared(vector, output, [
    { what: "tree", is: tree, expected: given.expected },
    { what: "kind", is: message && kindFits(message, given.type), expected: true },
    { what: "sender", is: message?.sender, expected: tree["FromUserName"] },
    { what: "receiver", is: message?.receiver, expected: tree["ToUserName"] },
    { what: "time", is: message?.sentAt, expected: timeOf(tree) },
    { what: "key", is: message?.keyParts, expected: keyOf(tree, given.raw) },
    { what: "unreadable texts", is: message && missingTexts(message, tree), expected: [] },
  ]);
}

function kindFits({ content }: InboundMessage, type: string): boolean {
  const [major = ""] = type.split(":");
  if (content.kind === "unknown") return content.type === type;
  if (content.kind === "video") return content.short ? major === "shortvideo" : major === "video";
  return content.kind === major;
}

function timeOf(tree: XmlRecord): number {
  const seconds = tree["CreateTime"];
  return typeof seconds === "string" && /^[0-9]+$/.test(seconds) ? Number(seconds) * 1_000 : arrival;
}

/** architecture, "Dedupe key". */
function keyOf(tree: XmlRecord, raw: string): readonly unknown[] {
  const { FromUserName: sender, CreateTime: time, Event: event, EventKey: key, Ticket: ticket } = tree;
  if (tree["MsgType"] !== "event") return [sender, tree["MsgId"]];
  return [sender, time, event, key || ticket || "", digest(raw)];
}

const envelope = new Set(["ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId", "Event"]);

/** Texts of the body that a person could not read in an unknown message. */
function missingTexts({ content }: InboundMessage, tree: XmlRecord): readonly string[] {
  if (content.kind !== "unknown") return [];
  const rest = Object.fromEntries(Object.entries(tree).filter(([name]) => !envelope.has(name)));
  return leaves(rest).filter((text) => !content.text.includes(text));
}

function leaves(tree: XmlRecord): readonly string[] {
  return Object.values(tree)
    .flatMap((child) => xmlList(child))
    .flatMap((node) => (isXmlRecord(node) ? leaves(node) : typeof node === "string" ? [node] : []));
}
