import { decodeUtf8, isJsonRecord, type JsonNode, readJson, type TheirWords } from "seatbridge/kit";

/** What another system's answer to the platform's push says (protocols §4.1): `data` is JSON, URL-encoded. */
export function overhear(body: Uint8Array): TheirWords {
  const text = decodeUtf8(body)?.trim();
  if (text === undefined) return { kind: "unknown" };
  if (text === "" || text === "success") return { kind: "silent" };
  const reading = readJson(text);
  if (reading.kind !== "read") return { kind: "unknown" };
  const { type, data } = reading.root;
  if (typeof type !== "string" || typeof data !== "string") return { kind: "silent" };
  const words = type === "text" ? textIn(data) : undefined;
  return words === undefined ? { kind: "other", type } : { kind: "text", text: words };
}

function textIn(data: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(data);
  } catch {
    return undefined;
  }
  const reading = readJson(decoded);
  const text: JsonNode | undefined =
    reading.kind === "read" && isJsonRecord(reading.root) ? reading.root["text"] : undefined;
  return typeof text === "string" ? text : undefined;
}
