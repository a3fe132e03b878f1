import { text as account } from "./account.zh-CN.ts";
import { text as app } from "./app.zh-CN.ts";
import { text as crm } from "./crm.zh-CN.ts";
import { text as desk } from "./desk.zh-CN.ts";
import { text as fan } from "./fan.zh-CN.ts";
import { text as me } from "./me.zh-CN.ts";
import { text as people } from "./people.zh-CN.ts";
import { text as settings } from "./settings.zh-CN.ts";

export const zhCn = { ...account, ...app, ...crm, ...desk, ...fan, ...me, ...people, ...settings };
