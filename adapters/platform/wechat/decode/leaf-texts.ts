import { isXmlRecord, xmlList, type XmlRecord } from "seatbridge/kit";

/** Fields that the decoded message carries elsewhere. */
const envelope: ReadonlySet<string> = new Set([
  "ToUserName",
  "FromUserName",
  "CreateTime",
  "MsgType",
  "MsgId",
  "Event",
]);

/** Everything else that a body says, a line a value, for a person to read what no decoder knows. */
export function leafTexts(root: XmlRecord): string {
  const lines: string[] = [];
  collect(root, "", lines);
  return lines.join("\n");
}

function collect(record: XmlRecord, path: string, lines: string[]): void {
  for (const [name, child] of Object.entries(record)) {
    if (path === "" && envelope.has(name)) continue;
    for (const node of xmlList(child)) {
      if (isXmlRecord(node)) collect(node, `${path}${name}.`, lines);
      else if (typeof node === "string" && node !== "") lines.push(`${path}${name}: ${node}`);
    }
  }
}
