import {
  digest,
  isXmlRecord,
  type InboundMessage,
  type PlatformAdapter,
  readJson,
  readXml,
  xmlList,
  type XmlRecord,
} from "seatbridge/kit";
import { z } from "zod";

import { miniProgram, officialAccount, posted } from "./accounts.ts";
import { compared, skipped, type Result, type Vector } from "./result.ts";

const inboundVector = z.object({
  platform: z.string(),
  type: z.string(),
  raw: z.string(),
  expected: z.record(z.string(), z.unknown()),
});

/** When the vectors arrive; a body without a readable time counts as written then. */
const arrival = Date.UTC(2026, 10, 1);

type Given = z.infer<typeof inboundVector>;

export function runInboundXml(vector: Vector): Result {
  const given = inboundVector.parse(vector);
  const { platform, raw } = given;
  const account =
    platform === "official-account"
      ? officialAccount()
      : platform === "mini-program"
        ? miniProgram({ format: "xml" })
        : undefined;
  if (account === undefined) return skipped(vector, `${platform} is not built yet`);
  const reading = readXml(raw);
  const tree = reading.kind === "read" ? reading.root : {};
  return runInbound(vector, given, account, { tree, texts: tree });
}

export function runInboundJson(vector: Vector): Result {
  const given = inboundVector.parse(vector);
  if (given.platform !== "mini-program") return skipped(vector, `${given.platform} is not built yet`);
  const reading = readJson(given.raw);
  const tree = reading.kind === "read" ? reading.root : {};
  return runInbound(vector, given, miniProgram(), { tree, texts: textsOf(given.expected) });
}

/** Numbers as their digits, the way a person reads them. */
function textsOf(tree: unknown): XmlRecord {
  return JSON.parse(JSON.stringify(tree), (_, value: unknown) =>
    typeof value === "number" || typeof value === "boolean" ? String(value) : value,
  ) as XmlRecord;
}

/** The reader gives exactly the tree, and the adapter a message that says the same as its texts. */
function runInbound(
  vector: Vector,
  given: Given,
  account: PlatformAdapter,
  { tree: read, texts: tree }: { readonly tree: object; readonly texts: XmlRecord },
): Result {
  const receipt = account.receive(posted(given.raw, arrival));
  const message = receipt.kind === "accepted" ? receipt.messages[0] : undefined;
  const output = { tree: read, message: message ?? receipt };
  return compared(vector, output, [
    { what: "tree", is: read, expected: given.expected },
    { what: "kind", is: message && kindFits(message, given.type), expected: true },
    { what: "sender", is: message?.sender, expected: tree["FromUserName"] },
    { what: "receiver", is: message?.receiver, expected: tree["ToUserName"] },
    { what: "time", is: message?.sentAt, expected: timeOf(tree) },
    { what: "key", is: message?.keyParts, expected: keyOf(tree, given.raw) },
    { what: "unreadable texts", is: message && missingTexts(message, tree), expected: [] },
  ]);
}

/** What the platform calls otherwise than we do. */
const KINDS: Readonly<Record<string, string>> = { miniprogrampage: "mini_program" };

function kindFits({ content }: InboundMessage, type: string): boolean {
  const [major = ""] = type.split(":");
  if (content.kind === "unknown") return content.type === type;
  if (content.kind === "video") return content.short ? major === "shortvideo" : major === "video";
  return content.kind === (KINDS[major] ?? major);
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
