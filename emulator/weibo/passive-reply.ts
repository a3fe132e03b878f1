import { parse, readReplyData, type Shown } from "./reply-data.ts";

/** What the webhook's answer shows on the fan's phone (protocols §4.1). */
export type SeenReply =
  | { readonly kind: "nothing" }
  | { readonly kind: "message"; readonly to: string; readonly from: string; readonly shows: Shown }
  /** The account meant something that the platform cannot make out; the fan sees nothing. */
  | { readonly kind: "unreadable"; readonly why: string };

const ID = /"(sender_id|receiver_id)"\s*:\s*(?:"([0-9]+)"|([0-9]+))\s*[,}]/g;

export function readPassiveReply(status: number, body: string): SeenReply {
  if (status !== 200) return unreadable(`the answer's status is ${status}`);
  if (body === "") return { kind: "nothing" };
  const reply = parse(body);
  if (reply === undefined) return unreadable("the answer is no JSON object");
  if (reply["result"] !== true) {
    return reply["result"] === false ? { kind: "nothing" } : unreadable("the answer has no result");
  }
  const { type, data } = reply;
  if (typeof type !== "string" || typeof data !== "string") {
    return unreadable("the answer has no type, or its data is no text");
  }
  // Of the answer's own text: a parsed number would have lost its last digits.
  const ids = new Map([...body.matchAll(ID)].map(([, name, quoted, bare]) => [name, quoted ?? bare ?? ""]));
  const [to = "", from = ""] = [ids.get("receiver_id"), ids.get("sender_id")];
  if (to === "" || from === "") return unreadable("the answer names no receiver or no sender");
  const decoded = decode(data);
  if (decoded === undefined) return unreadable("the answer's data is not URL-encoded");
  const shows = readReplyData(type, decoded);
  return typeof shows === "string"
    ? unreadable(`the answer's content is wrong: ${shows}`)
    : { kind: "message", to, from, shows };
}

/** Bare quotes or braces show that nobody has encoded it. */
function decode(data: string): string | undefined {
  if (/["{}\s]/.test(data)) return undefined;
  try {
    return decodeURIComponent(data.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

const unreadable = (why: string): SeenReply => ({ kind: "unreadable", why });
