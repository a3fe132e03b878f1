import { type Clock, type Content, type PlatformAdapter, xmlText } from "seatbridge/kit";

import type { Client } from "../../wechat/api/client.ts";
import { sendSubscription } from "../../wechat/api/talk/subscription.ts";
import { sendTemplate } from "../../wechat/api/talk/template.ts";
import { deliveryOf, SEND_MS_MAX } from "../../wechat/deliver/deliver.ts";

type Deliver = NonNullable<PlatformAdapter["deliver"]>;
type Notice = Extract<Content, { kind: "notice" }>;

/** Sends notices by calls of their own (protocols §1.11), and all else as before. */
export const withNotices =
  (deliver: Deliver, client: Client, clock: Clock): Deliver =>
  async (message, signal) => {
    const { to, content } = message;
    if (content.kind !== "notice") return deliver(message, signal);
    const asked = { touser: to, template_id: content.templateId, data: dataOf(content) };
    const detail = { timeoutMs: SEND_MS_MAX, signal };
    const answer =
      content.via === "template"
        ? await client(sendTemplate, asked, detail)
        : await client(sendSubscription, asked, detail);
    const delivery = deliveryOf(answer, clock());
    const externalId = answer.kind === "ok" ? answer.value.msgid : undefined;
    return delivery.kind === "accepted" && externalId !== undefined ? { ...delivery, externalId } : delivery;
  };

const dataOf = ({ lines }: Notice) =>
  Object.fromEntries(lines.map(({ key, text }) => [key, { value: xmlText(text) }]));
