import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { DeskAct } from "../../../emulator/wechat/platform/account/seat.ts";
import { account, follower, openRig, type Rig, say, START, thread } from "./rig.ts";

const MINUTE = 60_000;
const LIN = "lin@yuhe";
const MEI = "mei@yuhe";
const ADD = "/customservice/kfaccount/add";
const CREATE = "/customservice/kfsession/create";
const CLOSE = "/customservice/kfsession/close";

let rig: Rig;
let fan: string;
/** What the account was told, by the event or the kind of message. */
let told: string[];
/** What the account answers. */
let answer: string;

beforeEach(async () => {
  told = [];
  answer = "success";
  rig = await openRig({
    stopped: true,
    push: (_, { body }) => {
      const one = (pattern: RegExp): string => pattern.exec(body)?.[1] ?? "";
      const event = one(/<Event><!\[CDATA\[(\w+)/) || one(/<MsgType><!\[CDATA\[(\w+)/);
      const agent = one(/<(?:To)?KfAccount><!\[CDATA\[([^\]]+)/);
      told.push(agent === "" ? event : `${event} ${agent}`);
      return Promise.resolve({ status: 200, body: answer });
    },
  });
  fan = follower(rig);
  for (const [kf_account, nickname] of [
    [LIN, "林晓"],
    [MEI, "梅"],
  ])
    await rig.as(ADD, { kf_account, nickname });
});
afterEach(() => rig.close());

const desk = (act: DeskAct) => rig.platform.atDesk(account.id, act);
const sessionOf = async () =>
  (await rig.as(`/customservice/kfsession/getsession?openid=${fan}`))["kf_account"];
const waiting = async () => (await rig.as("/customservice/kfsession/getwaitcase"))["count"];

/** The answer that gives the fan to the platform's desk. */
const handover = (to?: string) =>
  `<xml><ToUserName>${fan}</ToUserName><FromUserName>${account.originalId}</FromUserName><CreateTime>1</CreateTime>` +
  `<MsgType>transfer_customer_service</MsgType>${to === undefined ? "" : `<TransInfo><KfAccount>${to}</KfAccount></TransInfo>`}</xml>`;

describe("the platform's own desk", () => {
  it("gives a fan to an agent who is there, and to nobody else", async () => {
    const create = async (kf_account: string, openid = fan) =>
      (await rig.as(CREATE, { kf_account, openid })).errcode;
    expect(await create("nobody@yuhe")).toBe(65_401);
    expect(await create(LIN, "nobody")).toBe(40_003);
    expect(await create(LIN)).toBe(65_415);
    desk({ does: "come", agent: LIN });
    desk({ does: "come", agent: MEI });
    expect((await rig.as("/cgi-bin/customservice/getonlinekflist"))["kf_online_list"]).toMatchObject([
      { kf_account: LIN, accepted_case: 0 },
      { kf_account: MEI, accepted_case: 0 },
    ]);
    expect([await create(LIN), await create(LIN), await create(MEI)]).toEqual([0, 0, 65_414]);
    expect(await sessionOf()).toBe(LIN);
    expect(await rig.as(`/customservice/kfsession/getsessionlist?kf_account=${LIN}`)).toMatchObject({
      sessionlist: [{ openid: fan, createtime: START / 1_000 }],
    });
    expect(told).toEqual([`kf_create_session ${LIN}`]);
  });

  it("ends a session for the one who has it, and after half an hour of silence", async () => {
    desk({ does: "come", agent: LIN });
    const close = async (kf_account: string) => (await rig.as(CLOSE, { kf_account, openid: fan })).errcode;
    expect(await close(LIN)).toBe(65_413);
    await rig.as(CREATE, { kf_account: LIN, openid: fan });
    expect([await close(MEI), await close(LIN)]).toEqual([65_414, 0]);
    expect(await sessionOf()).toBe("");

    desk({ does: "take", agent: LIN, fan });
    rig.tick(29 * MINUTE);
    await say(rig, fan, "还在吗");
    rig.tick(29 * MINUTE);
    expect(await sessionOf()).toBe(LIN);
    rig.tick(MINUTE);
    expect(await sessionOf()).toBe("");
    expect(told.at(-1)).toBe(`kf_close_session ${LIN}`);
  });

  it("hears what a fan says while an agent has her, and the account does not", async () => {
    answer = handover();
    await say(rig, fan, "转人工");
    expect(await waiting()).toBe(1);
    await say(rig, fan, "还要多久");
    expect(told).toEqual(["text", "text"]);
    desk({ does: "come", agent: LIN });
    desk({ does: "take", agent: LIN, fan });
    expect(await waiting()).toBe(0);
    expect(await say(rig, fan, "我的杯子裂了")).toEqual({ kind: "at_desk", agent: LIN });
    expect(desk({ does: "say", agent: MEI, fan, text: "您好" })).toMatchObject({ why: "agent_offline" });
    desk({ does: "say", agent: LIN, fan, text: "给您换新" });
    expect(thread(rig, fan).slice(-2)).toEqual(["fan text 我的杯子裂了", "account text 给您换新"]);
    // What she does without a word is told all the same.
    await rig.platform.act(account.id, fan, { does: "tap_menu", key: "orders" });
    expect(told).toEqual(["text", "text", `kf_create_session ${LIN}`, "CLICK"]);
  });

  it("takes a fan to the agent who was named, if she is there; from one to the other the account is told", async () => {
    desk({ does: "come", agent: LIN });
    desk({ does: "come", agent: MEI });
    answer = handover(LIN);
    await say(rig, fan, "找林晓");
    expect(await sessionOf()).toBe(LIN);
    answer = "success";
    desk({ does: "take", agent: MEI, fan });
    expect(await sessionOf()).toBe(MEI);
    expect(told.slice(1)).toEqual([`kf_create_session ${LIN}`, `kf_switch_session ${MEI}`]);
    expect((await rig.as("/customservice/kfaccount/del", { kf_account: MEI })).errcode).toBe(0);
    expect(await sessionOf()).toBe("");
  });

  it("gives what was said there page by page, of one day", async () => {
    desk({ does: "come", agent: LIN });
    desk({ does: "take", agent: LIN, fan });
    await say(rig, fan, "一");
    desk({ does: "say", agent: LIN, fan, text: "二" });
    await say(rig, fan, "三");
    const start = START / 1_000;
    const page = (more: object) =>
      rig.as("/customservice/msgrecord/getmsglist", {
        starttime: start - 3_600,
        endtime: start + 3_600,
        msgid: 1,
        number: 2,
        ...more,
      });
    const first = await page({});
    expect(first).toMatchObject({
      number: 2,
      recordlist: [
        { openid: fan, opercode: 2_003, text: "一", worker: LIN, time: start },
        { opercode: 2_002, text: "二" },
      ],
    });
    expect(await page({ msgid: first["msgid"] })).toMatchObject({ number: 1, recordlist: [{ text: "三" }] });
    for (const wrong of [
      { endtime: start - 7_200 },
      { endtime: start + 24 * 3_600 },
      { starttime: start - 11 * 3_600 },
      { number: 10_001 },
      { msgid: "1" },
    ])
      expect((await page(wrong)).errcode).toBe(65_416);
  });

  it("knows its people by a name that may change", async () => {
    const update = async (kf_account: string, nickname: string) =>
      (await rig.as("/customservice/kfaccount/update", { kf_account, nickname })).errcode;
    expect([await update("nobody@yuhe", "谁"), await update(LIN, ""), await update(LIN, "小林")]).toEqual([
      65_401, 65_403, 0,
    ]);
    expect((await rig.as("/cgi-bin/customservice/getkflist"))["kf_list"]).toMatchObject([
      { kf_account: LIN, kf_nick: "小林", kf_id: 1_001 },
      { kf_account: MEI, kf_id: 1_002 },
    ]);
  });
});
