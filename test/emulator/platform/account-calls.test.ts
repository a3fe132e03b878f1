import { afterEach, beforeEach, expect, test } from "@jest/globals";

import { account, follower, openRig, phoneOf, type Rig, say, SEND, sendText, silent, thread } from "./rig.ts";

let rig: Rig;
let pushed: string[];
const remembering = () => ({
  push: (_account: unknown, { body }: { readonly body: string }) => {
    pushed.push(body);
    return silent(
      account,
      { method: "POST", search: "", contentType: "", body },
      new AbortController().signal,
    );
  },
});
beforeEach(async () => {
  pushed = [];
  rig = await openRig(remembering());
});
afterEach(() => rig.close());

const template = (openid: string, more: object = {}) =>
  rig.as("/cgi-bin/message/template/send", {
    touser: openid,
    template_id: "T1",
    data: { thing1: { value: "您的退款已到账" } },
    ...more,
  });

test("a template reaches a follower without any window, and its end is reported later", async () => {
  const fan = follower(rig);
  const { errcode, msgid } = await template(fan);
  expect(errcode).toBe(0);
  expect(thread(rig, fan)).toEqual(["account news 您的退款已到账"]);
  while (pushed.length === 0) await new Promise((later) => setImmediate(later));
  expect(pushed[0]).toContain("<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>");
  expect(pushed[0]).toContain(`<MsgID><![CDATA[${String(msgid)}]]></MsgID>`);
});

test("the same client_msg_id within ten minutes is one notice", async () => {
  const fan = follower(rig);
  const first = await template(fan, { client_msg_id: "c1" });
  expect((await template(fan, { client_msg_id: "c1" }))["msgid"]).toBe(first["msgid"]);
  expect(thread(rig, fan)).toHaveLength(1);
  rig.tick(10 * 60_000);
  expect((await template(fan, { client_msg_id: "c1" }))["msgid"]).not.toBe(first["msgid"]);
});

test("a subscription's fields have their lengths", async () => {
  const fan = follower(rig);
  const subscription = (value: string) =>
    rig.as("/cgi-bin/message/subscribe/bizsend", {
      touser: fan,
      template_id: "T",
      data: { thing1: { value } },
    });
  expect((await subscription("长".repeat(21))).errcode).toBe(47_003);
  await rig.platform.act(account.id, fan, { does: "answer_notice", template: "T", accepted: true });
  expect((await subscription("长".repeat(20))).errcode).toBe(0);
});

test("an account is refused what it was never granted, and others are told what is wrong with a notice", async () => {
  const fan = follower(rig);
  expect((await template("nobody")).errcode).toBe(40_003);
  expect((await template(fan, { template_id: "" })).errcode).toBe(40_037);
  await rig.platform.act(account.id, fan, { does: "unfollow" });
  expect((await template(fan)).errcode).toBe(43_004);
  await rig.close();
  rig = await openRig({ more: { lacks: ["/cgi-bin/message/"] } });
  const other = follower(rig);
  await say(rig, other, "在吗");
  expect((await sendText(rig, other, "在的")).errcode).toBe(48_001);
});

test("a menu and a speaker are shown; who is not of the account's desk may not speak", async () => {
  const fan = follower(rig);
  await say(rig, fan, "在吗");
  const menu = {
    touser: fan,
    msgtype: "msgmenu",
    msgmenu: { head_content: "解决了吗", list: [{ id: "1", content: "是" }], tail_content: "" },
  };
  expect((await rig.as(SEND, menu)).errcode).toBe(0);
  expect(thread(rig, fan).at(-1)).toBe("account text 解决了吗\n1. 是");
  const as = { ...menu, customservice: { kf_account: "lin@yuhe" } };
  expect((await rig.as(SEND, as)).errcode).toBe(65_401);
  const made = { kf_account: "lin@yuhe", nickname: "林晓" };
  expect((await rig.as("/customservice/kfaccount/add", made)).errcode).toBe(0);
  expect((await rig.as("/customservice/kfaccount/add", made)).errcode).toBe(61_453);
  expect((await rig.as(SEND, as)).errcode).toBe(0);
  const invite = (kf_account: string) =>
    rig.as("/customservice/kfaccount/inviteworker", { kf_account, invite_wx: "linxiao" });
  expect((await invite("lin@yuhe")).errcode).toBe(0);
  expect((await invite("mei@yuhe")).errcode).toBe(65_401);
  expect((await rig.as("/cgi-bin/customservice/getkflist"))["kf_list"]).toMatchObject([{ kf_nick: "林晓" }]);
  const video = { touser: fan, msgtype: "video", video: { media_id: "old" } };
  expect((await rig.as(SEND, video)).errcode).toBe(40_007);
  expect((await rig.as(SEND, { touser: fan, msgtype: "nonsense" })).errcode).toBe(40_008);
});

test("a tapped item of such a menu opens a menu's window, and no message's", async () => {
  const fan = follower(rig);
  await rig.platform.does(account.id, fan, { does: "write", text: "是", menuItemId: "1" });
  expect(phoneOf(rig, fan).fan.windows.map(({ scenario }) => scenario)).toEqual(["menu"]);
  expect(pushed[0]).toContain("<bizmsgmenuid><![CDATA[1]]></bizmsgmenuid>");
});

test("a day's calls have an end, which is set back by hand ten times a month", async () => {
  await rig.close();
  rig = await openRig({ more: { quota: { perDay: 2, perMinute: 100 } } });
  const fan = follower(rig);
  const info = async () => (await rig.as(`/cgi-bin/user/info?openid=${fan}`)).errcode;
  const clear = async (appid = account.appId) => (await rig.as("/cgi-bin/clear_quota", { appid })).errcode;
  expect([await info(), await info(), await info()]).toEqual([undefined, undefined, 45_009]);
  expect(await clear("wx0")).toBe(40_013);
  for (let n = 1; n <= 10; n += 1) expect(await clear()).toBe(0);
  expect(await clear()).toBe(48_006);
  expect(await info()).toBeUndefined();
});

test("what was set up on the platform's page is told, and words are checked", async () => {
  expect(await rig.as("/cgi-bin/get_current_autoreply_info")).toMatchObject({ is_autoreply_open: 0 });
  expect(await rig.as("/cgi-bin/get_current_selfmenu_info")).toMatchObject({
    is_menu_open: 1,
    selfmenu_info: { button: [{ type: "click", name: "查订单", key: "orders" }] },
  });
  const check = (content: string) =>
    rig.as("/wxa/msg_sec_check", { version: 2, openid: "o1", scene: 1, content });
  expect((await check("几时发货"))["result"]).toEqual({ suggest: "pass", label: 100 });
  expect((await check("刷单加微信"))["result"]).toEqual({ suggest: "risky", label: 10_001 });
});

test("a menu that the interface has made is what a phone shows: keys and addresses are told when they are tapped", async () => {
  const fan = follower(rig);
  expect(phoneOf(rig, fan).menu).toEqual(account.menu);
  const button = [
    { type: "click", name: "报修", key: "repair" },
    {
      name: "更多",
      sub_button: [
        { type: "view", name: "官网", url: "https://yuhe.example" },
        { type: "media_id", name: "海报", media_id: "M1" },
      ],
    },
  ];
  expect((await rig.as("/cgi-bin/menu/create", { button })).errcode).toBe(0);
  expect(phoneOf(rig, fan).menu).toEqual([
    { name: "报修", key: "repair" },
    { name: "更多", items: [{ name: "官网", url: "https://yuhe.example" }, { name: "海报" }] },
  ]);
  await rig.platform.act(account.id, fan, { does: "tap_menu", key: "repair" });
  await rig.platform.act(account.id, fan, { does: "open_menu_link", url: "https://yuhe.example" });
  expect(pushed.map((body) => /<Event><!\[CDATA\[(\w+)/.exec(body)?.[1])).toEqual(["CLICK", "VIEW"]);
  // Only the first of them opens a window.
  expect(phoneOf(rig, fan).fan.windows.map(({ scenario }) => scenario)).toEqual(["menu"]);
});
