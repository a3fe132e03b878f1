import { afterEach, describe, expect, it } from "@jest/globals";

import { account, follower, openRig, phoneOf, type Rig, say, SEND, sendText, thread } from "./rig.ts";

let rig: Rig;
let pushed: string[];
let answer: (openid: string) => string;
afterEach(() => rig.close());

async function open(format: "json" | "xml", more: object = {}): Promise<string> {
  pushed = [];
  answer = () => "success";
  let openid = "";
  rig = await openRig({
    more: { mini: { format }, menu: [], ...more },
    push: (_, { body }) => {
      pushed.push(body);
      return Promise.resolve({ status: 200, body: answer(openid) });
    },
  });
  openid = follower(rig);
  return openid;
}

describe("a mini program on the emulated platform", () => {
  it("is told in the format of its owner's choice", async () => {
    const fan = await open("json");
    await say(rig, fan, `"几时"发货`);
    expect(pushed[0]).toMatch(/"CreateTime":\d{10},/);
    expect(pushed[0]).toMatch(/"MsgId":\d{18,19}\}$/);
    expect(JSON.parse(pushed[0] ?? "")).toMatchObject({ FromUserName: fan, Content: `"几时"发货` });
    await rig.close();
    const other = await open("xml");
    await say(rig, other, "几时发货");
    expect(pushed[0]).toContain("<Content><![CDATA[几时发货]]></Content>");
  });

  it("may speak twice within a minute to who has come in, and five times in two days to who has written", async () => {
    const fan = await open("json");
    expect((await sendText(rig, fan, "在的")).errcode).toBe(45_015);
    await rig.platform.act(account.id, fan, { does: "enter", from: "order" });
    expect(JSON.parse(pushed[0] ?? "")).toMatchObject({
      Event: "user_enter_tempsession",
      SessionFrom: "order",
    });
    expect(phoneOf(rig, fan).fan.windows).toMatchObject([{ scenario: "enter", of: 2 }]);
    for (const errcode of [0, 0, 45_047]) expect((await sendText(rig, fan, "在的")).errcode).toBe(errcode);
    await rig.platform.act(account.id, fan, { does: "send_page", title: "订单", path: "pages/order" });
    expect(JSON.parse(pushed[1] ?? "")).toMatchObject({ MsgType: "miniprogrampage", AppId: account.appId });
    for (const errcode of [0, 0, 0, 0, 0, 45_047])
      expect((await sendText(rig, fan, "在的")).errcode).toBe(errcode);
  });

  it("is answered with nothing but a handover; anything else is a fault on her phone", async () => {
    const fan = await open("json");
    const reply = (MsgType: string) => (openid: string) =>
      JSON.stringify({
        ToUserName: openid,
        FromUserName: account.originalId,
        CreateTime: 1,
        MsgType,
        Content: "在的",
      });
    answer = reply("text");
    await say(rig, fan, "在吗");
    expect(thread(rig, fan).at(-1)).toBe("notice trouble");
    answer = reply("transfer_customer_service");
    await say(rig, fan, "在吗");
    expect(thread(rig, fan).at(-1)).toBe("notice transferred");
  });

  it("sends four kinds", async () => {
    const fan = await open("xml");
    await say(rig, fan, "在吗");
    const send = async (msgtype: string, object: object) =>
      (await rig.as(SEND, { touser: fan, msgtype, [msgtype]: object })).errcode;
    expect(await send("link", { title: "退货", description: "七天", url: "https://u.example" })).toBe(0);
    expect(await send("link", { title: "退货" })).toBe(44_003);
    expect(await send("miniprogrampage", { title: "订单", pagepath: "p", thumb_media_id: "x" })).toBe(40_007);
    expect(await send("news", { articles: [{ title: "t", url: "https://u.example" }] })).toBe(48_008);
    expect(await send("voice", { media_id: "m" })).toBe(48_008);
    expect(thread(rig, fan).at(-1)).toBe("account news 退货");
  });

  it("has no followers, codes and menus, and only it is entered", async () => {
    const fan = await open("json");
    for (const deed of [
      { does: "follow" },
      { does: "unfollow" },
      { does: "scan", scene: "s" },
      { does: "tap_menu", key: "k" },
    ] as const)
      expect(await rig.platform.act(account.id, fan, deed)).toMatchObject({ why: "not_here" });
    expect((await rig.as(`/cgi-bin/user/info?openid=${fan}`)).errcode).toBe(48_001);
    expect((await rig.as("/cgi-bin/menu/get")).errcode).toBe(48_001);
    await rig.close();
    rig = await openRig();
    const follows = follower(rig);
    expect(await rig.platform.act(account.id, follows, { does: "enter", from: "" })).toMatchObject({
      why: "not_here",
    });
  });
});
