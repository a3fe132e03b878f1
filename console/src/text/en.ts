import { text as account } from "./account.en.ts";
import { text as app } from "./app.en.ts";
import { text as crm } from "./crm.en.ts";
import { text as desk } from "./desk.en.ts";
import { text as fans } from "./fans.en.ts";
import { text as me } from "./me.en.ts";
import { text as settings } from "./settings.en.ts";
import { text as wechatCode } from "./wechat-code.en.ts";
import { text as ways } from "./ways.en.ts";
import type { zhCn } from "./zh-cn.ts";

export const en: Readonly<Record<keyof typeof zhCn, string>> = {
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
