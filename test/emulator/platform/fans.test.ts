import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { follower, openRig, type Rig, say, sendText } from "./rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const code = async (path: string, body: object): Promise<number | undefined> =>
  (await rig.as(path, body)).errcode;
const tag = async (name: string) =>
  (await rig.as("/cgi-bin/tags/create", { tag: { name } })) as {
    tag?: { id: number };
    errcode?: number;
  };
const infoOf = async (openid: string) => rig.as(`/cgi-bin/user/info?openid=${openid}`);

describe("what the platform keeps of fans", () => {
  it("tells of many at once, of none where one is unknown", async () => {
    const [one, two] = [follower(rig, "一"), follower(rig, "二")];
    const ask = (...openids: string[]) =>
      rig.as("/cgi-bin/user/info/batchget", { user_list: openids.map((openid) => ({ openid })) });
    const answer = (await ask(one, two)) as { user_info_list?: { openid: string; unionid: string }[] };
    expect(answer.user_info_list?.map(({ openid }) => openid)).toEqual([one, two]);
    expect((await ask(one, "oUnknown")).errcode).toBe(40_003);
    expect((await ask(...Array.from({ length: 101 }, () => one))).errcode).toBe(40_032);
  });

  it("keeps a remark of less than 30 characters", async () => {
    const openid = follower(rig, "备注");
    expect(await code("/cgi-bin/user/info/updateremark", { openid, remark: "老客户" })).toBe(0);
    expect((await infoOf(openid))["remark"]).toBe("老客户");
    expect(await code("/cgi-bin/user/info/updateremark", { openid, remark: "长".repeat(30) })).not.toBe(0);
  });

  it("keeps tags, within its limits", async () => {
    const openid = follower(rig, "标签");
    const made = await tag("会员🌸");
    const tagid = made.tag?.id;
    expect(tagid).toBeGreaterThanOrEqual(100);
    expect((await tag("会员🌸")).errcode).toBe(45_157);
    expect((await tag("十一个汉字的标签名称啊")).errcode).toBe(45_158);
    const members = { openid_list: [openid], tagid };
    expect(await code("/cgi-bin/tags/members/batchtagging", members)).toBe(0);
    expect((await infoOf(openid))["tagid_list"]).toEqual([tagid]);
    expect((await rig.as("/cgi-bin/tags/get"))["tags"]).toContainEqual({
      id: tagid,
      name: "会员🌸",
      count: 1,
    });
    expect(await code("/cgi-bin/tags/members/batchtagging", { ...members, openid_list: ["oStranger"] })).toBe(
      49_003,
    );
    for (let n = 1; n < 20; n += 1) {
      const { tag: next } = await tag(`t${n}`);
      expect(
        await code("/cgi-bin/tags/members/batchtagging", { openid_list: [openid], tagid: next?.id }),
      ).toBe(0);
    }
    const one = await tag("t20");
    expect(
      await code("/cgi-bin/tags/members/batchtagging", { openid_list: [openid], tagid: one.tag?.id }),
    ).toBe(45_059);
    expect(await code("/cgi-bin/tags/members/batchuntagging", members)).toBe(0);
    expect(await code("/cgi-bin/tags/delete", { tag: { id: 2 } })).toBe(45_058);
  });

  it("keeps a blacklist, and lets nothing be sent to who is on it", async () => {
    const openid = follower(rig, "黑");
    const list = async () =>
      (await rig.as("/cgi-bin/tags/members/getblacklist", { begin_openid: "" }))["data"];
    expect(await code("/cgi-bin/tags/members/batchblacklist", { openid_list: [openid] })).toBe(0);
    expect(await list()).toEqual({ openid: [openid] });
    await say(rig, openid, "在吗");
    expect((await sendText(rig, openid, "好的")).errcode).toBe(43_019);
    expect(await code("/cgi-bin/tags/members/batchunblacklist", { openid_list: [openid] })).toBe(0);
    expect(await list()).toBeUndefined();
    expect((await sendText(rig, openid, "好的")).errcode).toBe(0);
  });
});
