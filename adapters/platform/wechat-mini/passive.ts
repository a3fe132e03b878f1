import { xmlCdata, xmlInteger, type Content, type OutboundMessage, type WebhookReply } from "seatbridge/kit";

import type { BodyFormat } from "../wechat/body.ts";

export const passiveKinds: readonly Content["kind"][] = ["handover"];

const TYPE = "transfer_customer_service";

/** Giving the fan to the platform's own desk is all that a webhook's answer can do here (protocols §3). */
export function passive(reply: OutboundMessage, format: BodyFormat): WebhookReply | undefined {
  const { to, from, at, content } = reply;
  if (content.kind !== "handover") return undefined;
  const seconds = Math.floor(at / 1_000);
  return format === "xml"
    ? answer("application/xml", xmlOf(to, from, seconds))
    : answer(
        "application/json",
        JSON.stringify({ ToUserName: to, FromUserName: from, CreateTime: seconds, MsgType: TYPE }),
      );
}

const xmlOf = (to: string, from: string, seconds: number): string =>
  "<xml>" +
  xmlCdata("ToUserName", to) +
  xmlCdata("FromUserName", from) +
  xmlInteger("CreateTime", seconds) +
  xmlCdata("MsgType", TYPE) +
  "</xml>";

const answer = (type: string, body: string): WebhookReply => ({
  status: 200,
  contentType: `${type}; charset=utf-8`,
  body,
});
