import type { Connector, Platform } from "seatbridge/kit";

import { redmine } from "./crm/redmine/index.ts";
import { signedWebhook } from "./crm/signed-webhook/index.ts";
import { wechatMini } from "./platform/wechat-mini/index.ts";
import { wechatOa } from "./platform/wechat-oa/index.ts";
import { weibo } from "./platform/weibo/index.ts";

/** Every platform that this build can connect; a new adapter is added here. */
export const platforms: readonly Platform[] = [wechatOa, wechatMini, weibo];

/** Every kind of CRM that tickets can be logged to. */
export const connectors: readonly Connector[] = [signedWebhook, redmine];
