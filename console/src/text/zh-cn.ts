import { text as account } from "./account.zh-CN.ts";
import { text as app } from "./app.zh-CN.ts";
import { text as crm } from "./crm.zh-CN.ts";
import { text as desk } from "./desk.zh-CN.ts";
import { text as fans } from "./fans.zh-CN.ts";
import { text as me } from "./me.zh-CN.ts";
import { text as settings } from "./settings.zh-CN.ts";
import { text as wechatCode } from "./wechat-code.zh-CN.ts";
import { text as ways } from "./ways.zh-CN.ts";

export const zhCn = {
  ...account,
  ...app,
  ...crm,
  ...desk,
  ...fans,
  ...me,
  ...settings,
  ...wechatCode,
  ...ways,
};
