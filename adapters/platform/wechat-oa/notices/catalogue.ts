import type { Asked, Clock, Notices, NoticeTemplate, NoticeVia } from "seatbridge/kit";

import type { Client } from "../../wechat/api/client.ts";
import { listSubscriptions } from "../../wechat/api/talk/subscription.ts";
import { listTemplates } from "../../wechat/api/talk/template.ts";
import { askedOf } from "../asked.ts";
import { fieldsOf } from "./fields.ts";

/** The account was never granted this kind of notice, which is no trouble of the other. */
const NOT_GRANTED = "48001";
/** `type` of a subscription that holds for good. */
const FOR_GOOD = 3;

/** 模板消息 and 订阅通知 as the account's own page lists them (protocols §1.11). */
export const createNotices = (client: Client, clock: Clock): Notices => ({
  async list(signal) {
    const templates = granted(
      askedOf(await client(listTemplates, {}, { signal }), clock(), ({ template_list }) =>
        template_list.map(({ template_id: id, title, content }) =>
          templateOf("template", { id, title, content }, false),
        ),
      ),
    );
    if (templates.kind !== "done") return templates;
    const subscriptions = granted(
      askedOf(await client(listSubscriptions, {}, { signal }), clock(), ({ data }) =>
        data.map(({ priTmplId: id, title, content, type }) =>
          templateOf("subscription", { id, title, content }, type !== FOR_GOOD),
        ),
      ),
    );
    if (subscriptions.kind !== "done") return subscriptions;
    return { kind: "done", value: [...templates.value, ...subscriptions.value] };
  },
});

const granted = (asked: Asked<readonly NoticeTemplate[]>): Asked<readonly NoticeTemplate[]> =>
  asked.kind === "refused" && asked.code === NOT_GRANTED ? { kind: "done", value: [] } : asked;

const templateOf = (
  via: NoticeVia,
  { id, title, content }: { readonly id: string; readonly title: string; readonly content: string },
  once: boolean,
): NoticeTemplate => ({ id, via, title, fields: fieldsOf(content), once });
