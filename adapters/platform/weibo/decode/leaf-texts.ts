import { isJsonRecord, type JsonNode, type JsonRecord } from "seatbridge/kit";

/** Members that the decoded message carries elsewhere. */
const envelope: ReadonlySet<string> = new Set(["type", "receiver_id", "sender_id", "created_at"]);

/** Everything else that a body says, a line a value, for a person to read what no decoder knows. */
export function leafTexts(root: JsonRecord): string {
  return Object.entries(root)
    .filter(([name]) => !envelope.has(name))
    .flatMap(([name, value]) => linesOf(name, value))
    .join("\n");
}

function linesOf(path: string, node: JsonNode): readonly string[] {
  if (isJsonRecord(node))
    return Object.entries(node).flatMap(([name, value]) => linesOf(`${path}.${name}`, value));
  if (isList(node)) return node.flatMap((one) => linesOf(path, one));
  return node === null || node === "" ? [] : [`${path}: ${node}`];
}

const isList = (node: JsonNode): node is readonly JsonNode[] => Array.isArray(node);
