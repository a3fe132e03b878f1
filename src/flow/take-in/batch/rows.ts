import type { Content } from "../../../core/channel/content.ts";
import type { Outcome } from "../../../core/contact/hearing.ts";
import type { Arrival, AttachmentRow, InboxRow } from "../../ports.ts";

/** The inbox row of a message that has found its end. */
export function inboxRow(
  arrival: Arrival,
  outcome: Outcome,
  place: { readonly conversationId?: string; readonly seq?: number; readonly replySeq?: number } = {},
): InboxRow {
  const { key, accountId, raw } = arrival;
  return { key, accountId, ...place, state: outcome.state, rule: outcome.rule, raw };
}

/** The inbox row of a message that the slow path will take in, and why it has to. */
export function storedRow(arrival: Arrival, rule: string, storedOrder: number): InboxRow {
  const { key, accountId, raw } = arrival;
  return { key, accountId, state: "stored", rule, raw, sender: arrival.message.sender, storedOrder };
}

/** Media that the message names, to be fetched later. */
export function attachmentOf(content: Content): Omit<AttachmentRow, "conversationId" | "seq"> | undefined {
  switch (content.kind) {
    case "image":
      return content.mediaId === undefined && content.url === undefined
        ? undefined
        : { kind: "image", externalId: content.mediaId, url: content.url };
    case "voice":
      return { kind: "voice", externalId: content.mediaId, url: undefined };
    case "video":
      return { kind: "video", externalId: content.mediaId, url: undefined };
    case "file":
      return { kind: "file", externalId: content.fileKey, url: undefined };
    case "text":
    case "location":
    case "link":
    case "mini_program":
    case "article":
    case "menu":
    case "coupon":
    case "news":
    case "notice":
    case "music":
    case "handover":
    case "event":
    case "unknown":
      return undefined;
  }
}
