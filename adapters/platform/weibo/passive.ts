import type { OutboundMessage, WebhookReply } from "seatbridge/kit";

import { sendableOf } from "./sendable.ts";

/**
 * The webhook's answer that carries the reply (protocols §4.1); undefined where the content cannot leave this way.
 * Put together by hand: the ids are 64-bit numbers, which JSON.stringify cannot write.
 */
export function passive({ from, to, content }: OutboundMessage): WebhookReply | undefined {
  const sendable = sendableOf(content);
  if (sendable.kind === "unsendable") return undefined;
  const { type, data } = sendable;
  return {
    status: 200,
    contentType: "application/json; charset=utf-8",
    body:
      `{"result":true,"sender_id":${idOf(from)},"receiver_id":${idOf(to)},` +
      `"type":"${type}","data":"${encodeURIComponent(data)}"}`,
  };
}

const idOf = (id: string): string => (/^[1-9][0-9]{0,18}$/.test(id) ? id : JSON.stringify(id));
