import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { account, follower, openRig, phoneOf, type Rig, say, SEND, sendText, thread } from "./rig.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let rig: Rig;
let openid: string;
beforeEach(async () => {
  rig = await openRig();
  openid = follower(rig);
});
afterEach(() => rig.close());

const codes = async (times: number): Promise<unknown[]> => {
  const seen: unknown[] = [];
  for (let send = 0; send < times; send += 1) seen.push((await sendText(rig, openid, "好的")).errcode);
  return seen;
};

describe("the emulated custom-send", () => {
  it("lets an account speak five times in the 48 hours after a fan's message, and not a sixth time", async () => {
    await say(rig, openid, "在吗");
    expect(await codes(6)).toEqual([0, 0, 0, 0, 0, 45_047]);
    expect(thread(rig, openid)).toEqual(["fan text 在吗", ...Array(5).fill("account text 好的")]);
  });

  it("starts anew with each message, without adding up", async () => {
    await say(rig, openid, "在吗");
    await codes(3);
    await say(rig, openid, "还在吗");
    expect(await codes(6)).toEqual([0, 0, 0, 0, 0, 45_047]);
  });

  it("closes the window to the millisecond", async () => {
    await say(rig, openid, "在吗");
    rig.tick(48 * HOUR - 1);
    expect(phoneOf(rig, openid).fan.windows).toEqual([
      { scenario: "message", closesAt: rig.now() + 1, left: 5, of: 5 },
    ]);
    expect(await codes(1)).toEqual([0]);
    rig.tick(1);
    expect(await codes(1)).toEqual([45_015]);
    expect(phoneOf(rig, openid).fan.windows).toEqual([]);
  });

  it("says that there is no window to a fan who never wrote, whose window is over, or who has left", async () => {
    expect(await codes(1)).toEqual([45_015]);
    await say(rig, openid, "在吗");
    rig.platform.ahead(account.id, openid, 48 * HOUR);
    expect(await codes(1)).toEqual([45_015]);
    await say(rig, openid, "在吗");
    expect(await codes(1)).toEqual([0]);
    await rig.platform.act(account.id, openid, { does: "unfollow" });
    expect(await codes(1)).toEqual([45_015]);
  });

  it("counts each occasion by itself, and spends first what ends first", async () => {
    await say(rig, openid, "在吗");
    await rig.platform.act(account.id, openid, { does: "tap_menu", key: "orders" });
    const left = () => phoneOf(rig, openid).fan.windows.map((window) => [window.scenario, window.left]);
    expect(left()).toEqual([
      ["menu", 3],
      ["message", 5],
    ]);
    await codes(4);
    expect(left()).toEqual([
      ["menu", 0],
      ["message", 4],
    ]);
    rig.tick(MINUTE);
    expect(left()).toEqual([["message", 4]]);
    await rig.platform.act(account.id, openid, { does: "scan", scene: "7" });
    expect(left()[0]).toEqual(["scan", 3]);
  });

  it("runs ahead for one fan and for nothing else", async () => {
    const other = follower(rig, "小王");
    await say(rig, openid, "在吗");
    await say(rig, other, "在吗");
    rig.platform.ahead(account.id, openid, 47 * HOUR + 59 * MINUTE);
    expect(phoneOf(rig, openid).fan.windows[0]?.closesAt).toBe(rig.now() + MINUTE);
    expect(phoneOf(rig, other).fan.windows[0]?.closesAt).toBe(rig.now() + 48 * HOUR);
  });

  it.each([
    ["nothing at all", "", 44_002],
    ["what is no JSON", "{", 47_001],
    [
      "escapes that people would see",
      String.raw`{"touser":"OPENID","msgtype":"text","text":{"content":"\u4f60"}}`,
      40_033,
    ],
    ["a fan of somebody else", { touser: "o1", msgtype: "text", text: { content: "x" } }, 40_003],
    ["an empty text", { msgtype: "text", text: { content: "" } }, 44_004],
    ["a text without its object", { msgtype: "text", content: "x" }, 44_004],
    ["2,049 bytes", { msgtype: "text", text: { content: `${"长".repeat(682)}abc` } }, 45_002],
    ["a picture that was never uploaded", { msgtype: "image", image: { media_id: "m1" } }, 40_007],
    ["news without articles", { msgtype: "news", news: { articles: [] } }, 44_003],
    [
      "two articles",
      {
        msgtype: "news",
        news: {
          articles: [
            { title: "a", url: "u" },
            { title: "b", url: "u" },
          ],
        },
      },
      45_008,
    ],
    ["a kind that nobody knows", { msgtype: "smell" }, 40_008],
    ["a kind that it has no permission for", { msgtype: "link" }, 48_008],
    [
      "an agent who was never added",
      { msgtype: "text", text: { content: "x" }, customservice: { kf_account: "a@b" } },
      65_401,
    ],
  ])("refuses %s, at no cost", async (_, body, errcode) => {
    await say(rig, openid, "在吗");
    const sent = typeof body === "string" ? body.replace("OPENID", openid) : { touser: openid, ...body };
    expect(await rig.as(SEND, sent)).toMatchObject({ errcode });
    expect(phoneOf(rig, openid).fan.windows[0]?.left).toBe(5);
    expect(thread(rig, openid)).toHaveLength(1);
  });

  it("takes 2,048 bytes, signs and emoji as they are", async () => {
    await say(rig, openid, "在吗");
    const text = String.raw`<a href="https://example.com">\u "引号" 🌱</a>`;
    expect(await sendText(rig, openid, text)).toMatchObject({ errcode: 0 });
    expect(await sendText(rig, openid, `${"长".repeat(682)}ab`)).toMatchObject({ errcode: 0 });
    expect(thread(rig, openid)[1]).toBe(`account text ${text}`);
  });

  it("shows one article", async () => {
    await say(rig, openid, "说明书");
    const article = {
      title: "电子说明书",
      description: "全部型号",
      url: "https://example.com",
      picurl: "https://example.com/p.png",
    };
    expect(
      await rig.as(SEND, { touser: openid, msgtype: "news", news: { articles: [article] } }),
    ).toMatchObject({
      errcode: 0,
    });
    expect(phoneOf(rig, openid).thread.at(-1)).toMatchObject({
      via: "api",
      shows: { kind: "news", title: "电子说明书", pictureUrl: "https://example.com/p.png" },
    });
  });

  it("refuses the next sends with the code that is switched on, then no more", async () => {
    await say(rig, openid, "在吗");
    rig.platform.fault(account.id, { kind: "errcode", code: -1, left: 2 });
    expect(await codes(3)).toEqual([-1, -1, 0]);
    expect(thread(rig, openid)).toHaveLength(2);
  });

  it("takes a send and says nothing, where that is switched on", async () => {
    await say(rig, openid, "在吗");
    await rig.as("/cgi-bin/user/info?openid=x");
    rig.platform.fault(account.id, { kind: "taken_no_answer", left: 1 });
    await expect(sendText(rig, openid, "好的")).rejects.toThrow("fetch failed");
    expect(thread(rig, openid)).toEqual(["fan text 在吗", "account text 好的"]);
    expect(rig.platform.ledger(account.id).at(-1)).toMatchObject({ kind: "call", code: 0, answered: false });
    expect(await codes(1)).toEqual([0]);
  });

  it("shows typing for 15 s or until something is sent, once something was said", async () => {
    const typing = (command = "Typing") =>
      rig.as("/cgi-bin/message/custom/typing", { touser: openid, command });
    const shown = () => phoneOf(rig, openid).fan.typingUntil;
    expect(await typing()).toMatchObject({ errcode: 45_015 });
    await say(rig, openid, "在吗");
    expect(await typing("Type")).toMatchObject({ errcode: 45_072 });
    expect(await typing()).toMatchObject({ errcode: 0 });
    expect(await typing()).toMatchObject({ errcode: 45_081 });
    expect(shown()).toBe(rig.now() + 15_000);
    await sendText(rig, openid, "好的");
    expect(shown()).toBeUndefined();
    await typing();
    await typing("CancelTyping");
    expect(shown()).toBeUndefined();
    rig.tick(30_001);
    expect(await typing()).toMatchObject({ errcode: 45_080 });
    expect(phoneOf(rig, openid).fan.windows[0]?.left).toBe(4);
  });
});
