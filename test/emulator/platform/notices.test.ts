import { afterEach, beforeEach, expect, test } from "@jest/globals";

import type { NoticeAnswer } from "../../../emulator/wechat/platform/notice/agreed.ts";
import { account, follower, openRig, type Rig, silent, thread } from "./rig.ts";

let rig: Rig;
let pushed: string[];
beforeEach(async () => {
  pushed = [];
  rig = await openRig({
    push: (_account, call, signal) => {
      pushed.push(call.body);
      return silent(_account, call, signal);
    },
  });
});
afterEach(() => rig.close());

const answer = (fan: string, accepted: boolean, more: Partial<NoticeAnswer> = {}) =>
  rig.platform.act(account.id, fan, { does: "answer_notice", template: "T", accepted, ...more });
const subscription = async (fan: string) =>
  (
    await rig.as("/cgi-bin/message/subscribe/bizsend", {
      touser: fan,
      template_id: "T",
      data: { thing1: { value: "退货" } },
    })
  ).errcode;
const template = (fan: string) =>
  rig.as("/cgi-bin/message/template/send", {
    touser: fan,
    template_id: "T",
    data: { thing1: { value: "已寄回" } },
  });
const reported = async (count: number) => {
  while (pushed.length < count) await new Promise((later) => setImmediate(later));
  return pushed.at(-1);
};

test("one yes is one subscription; without one it is refused", async () => {
  const fan = follower(rig);
  expect(await subscription(fan)).toBe(43_101);
  await answer(fan, true);
  expect(pushed.at(-1)).toContain("<Event><![CDATA[subscribe_msg_popup_event]]></Event>");
  await answer(fan, false);
  expect([await subscription(fan), await subscription(fan)]).toEqual([0, 43_101]);
  expect(await reported(3)).toContain("<ErrorCode><![CDATA[0]]></ErrorCode>");
});

test("turned off in her settings, what was agreed to is over, and no template is shown either", async () => {
  const fan = follower(rig);
  await answer(fan, true);
  await answer(fan, false, { inSettings: true });
  expect(pushed.at(-1)).toContain("<Event><![CDATA[subscribe_msg_change_event]]></Event>");
  expect(await subscription(fan)).toBe(43_101);
  expect((await template(fan)).errcode).toBe(0);
  expect(thread(rig, fan)).not.toContain("account news 已寄回");
  expect(await reported(3)).toContain("<Status><![CDATA[failed:user block]]></Status>");
});

test("the account's templates and subscriptions are listed, each in its own list", async () => {
  const lists = {
    templates: [{ id: "tm", title: "进度", content: "{{first.DATA}}", example: "" }],
    subscriptions: [
      { id: "sub", title: "回复", content: "事项{{thing1.DATA}}", example: "", type: 3 as const },
    ],
  };
  await rig.close();
  rig = await openRig({ more: { notices: lists } });
  expect((await rig.as("/cgi-bin/template/get_all_private_template"))["template_list"]).toMatchObject([
    { template_id: "tm", title: "进度", content: "{{first.DATA}}" },
  ]);
  expect((await rig.as("/wxaapi/newtmpl/gettemplate"))["data"]).toMatchObject([
    { priTmplId: "sub", title: "回复", type: 3 },
  ]);
});
