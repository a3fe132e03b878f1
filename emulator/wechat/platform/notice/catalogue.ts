import { type Answering, ok } from "../api/answer.ts";
import type { AccountCall } from "../api/call.ts";
import type { PlatformAccount } from "../keep/room.ts";
import type { World } from "../world.ts";

/** What an account has chosen from the platform's library. `type` of a subscription: 2 one by one, 3 for good. */
export type Template = {
  readonly id: string;
  readonly title: string;
  /** With `{{name.DATA}}` where data stand. */
  readonly content: string;
  readonly example: string;
  readonly type?: 2 | 3;
};

export type Templates = {
  readonly templates: readonly Template[];
  readonly subscriptions: readonly Template[];
};

/** Of an account of which nothing else is said. */
const USUAL: Templates = {
  templates: [
    {
      id: "tm-repair-progress",
      title: "维修进度提醒",
      content: "{{first.DATA}}\n维修单号：{{keyword1.DATA}}\n当前进度：{{keyword2.DATA}}\n{{remark.DATA}}",
      example: "您的维修有新进展\n维修单号：R2026\n当前进度：已寄回\n请留意查收",
    },
  ],
  subscriptions: [
    {
      id: "sub-service-reply",
      title: "客服回复通知",
      content: "服务事项{{thing1.DATA}}\n处理结果{{phrase2.DATA}}\n回复时间{{time3.DATA}}",
      example: "服务事项:退货\n处理结果:已同意\n回复时间:2026年11月26日 14:00",
      type: 2,
    },
  ],
};

const noticesOf = ({ notices = USUAL }: PlatformAccount): Templates => notices;

/** What fans may be asked to agree to. */
export const subscriptionsOf = (account: PlatformAccount): readonly Template[] =>
  noticesOf(account).subscriptions;

/** GET /cgi-bin/template/get_all_private_template */
export const listTemplates = (_world: World, { room }: AccountCall): Answering =>
  ok({
    template_list: noticesOf(room.account).templates.map(({ id, title, content, example }) => ({
      template_id: id,
      title,
      primary_industry: "",
      deputy_industry: "",
      content,
      example,
    })),
  });

/** GET /wxaapi/newtmpl/gettemplate */
export const listSubscriptions = (_world: World, { room }: AccountCall): Answering =>
  ok({
    errcode: 0,
    errmsg: "ok",
    data: subscriptionsOf(room.account).map(({ id, title, content, example, type = 2 }) => ({
      priTmplId: id,
      title,
      content,
      example,
      type,
    })),
  });
