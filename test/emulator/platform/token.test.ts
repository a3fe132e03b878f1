import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { account, credentials, follower, openRig, type Rig, say, SEND } from "./rig.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PLAIN = `/cgi-bin/token?grant_type=client_credential&appid=${account.appId}&secret=${account.appSecret}`;
const STABLE = "/cgi-bin/stable_token";

let rig: Rig;
beforeEach(async () => void (rig = await openRig()));
afterEach(() => rig.close());

const plain = async () => (await rig.call(PLAIN)).access_token;
const stable = async (force_refresh = false) => rig.call(STABLE, { ...credentials, force_refresh });
/** 0 where the token opens a call. */
async function codeWith(token: string): Promise<number> {
  const openid = follower(rig);
  const { errcode = 0 } = await rig.call(`/cgi-bin/user/info?openid=${openid}&access_token=${token}`);
  return errcode;
}

describe("the emulated platform's tokens", () => {
  it("hands out a new plain token each time, and leaves the one before five minutes", async () => {
    const [first, second] = [await plain(), await plain()];
    expect(second).not.toBe(first);
    rig.tick(5 * MINUTE - 1);
    expect([await codeWith(first), await codeWith(second)]).toEqual([0, 0]);
    rig.tick(1);
    expect([await codeWith(first), await codeWith(second)]).toEqual([42_001, 0]);
  });

  it("lets a token live two hours", async () => {
    const token = await plain();
    rig.tick(2 * HOUR - 1);
    expect(await codeWith(token)).toBe(0);
    rig.tick(1);
    expect(await codeWith(token)).toBe(42_001);
  });

  it("gives the same stable token with the time that is left, and a new one in its last five minutes", async () => {
    const first = await stable();
    expect(first.expires_in).toBe(7_200);
    rig.tick(HOUR);
    expect(await stable()).toEqual({ ...first, expires_in: 3_600 });
    rig.tick(55 * MINUTE);
    const second = await stable();
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.expires_in).toBe(7_200);
    expect([await codeWith(first.access_token), await codeWith(second.access_token)]).toEqual([0, 0]);
  });

  it("keeps the two kinds apart", async () => {
    const { access_token } = await stable();
    const plainToken = await plain();
    await plain();
    rig.tick(10 * MINUTE);
    expect([await codeWith(access_token), await codeWith(plainToken)]).toEqual([0, 42_001]);
  });

  it("ends the stable token before at once when a new one is forced, at most each half minute and 20 a day", async () => {
    const first = await stable();
    const second = await stable(true);
    expect([await codeWith(first.access_token), await codeWith(second.access_token)]).toEqual([40_001, 0]);
    rig.tick(29_999);
    expect(await stable(true)).toMatchObject({ errcode: 45_011 });
    for (let forced = 2; forced <= 20; forced += 1) {
      rig.tick(30_000);
      expect(await stable(true)).not.toHaveProperty("errcode");
    }
    rig.tick(30_000);
    expect(await stable(true)).toMatchObject({ errcode: 45_009 });
    // The day ends at midnight in Beijing, 14 hours after the start.
    rig.tick(14 * HOUR);
    expect(await stable(true)).not.toHaveProperty("errcode");
  });

  it.each([
    ["no kind of grant", { grant_type: "" }, 40_002],
    ["an app that is not there", { appid: "wx0000000000000000" }, 40_013],
    ["no app", { appid: "" }, 41_002],
    ["a secret that is another", { secret: "x" }, 40_125],
    ["no secret", { secret: "" }, 41_004],
  ])("refuses %s", async (_, wrong, errcode) => {
    const asked = { ...credentials, ...wrong };
    expect(await rig.call(STABLE, asked)).toMatchObject({ errcode });
    expect(await rig.call(`/cgi-bin/token?${new URLSearchParams(asked).toString()}`)).toMatchObject({
      errcode,
    });
  });

  it("tells a call without a token from one with an unknown token, and a wrong method from both", async () => {
    const openid = follower(rig);
    await say(rig, openid, "在吗");
    const sent = { touser: openid, msgtype: "text", text: { content: "在的" } };
    expect(await rig.call(SEND, sent)).toMatchObject({ errcode: 41_001 });
    expect(await rig.call(`${SEND}?access_token=x`, sent)).toMatchObject({ errcode: 40_001 });
    expect(await rig.as(SEND)).toMatchObject({ errcode: 43_002 });
    expect(await rig.as("/cgi-bin/nothing", sent)).toMatchObject({ errcode: 40_066 });
  });

  it("writes tokens and secrets into no ledger", async () => {
    const { access_token } = await stable();
    await rig.call(STABLE, { ...credentials, secret: "guess" });
    const written = JSON.stringify(rig.platform.ledger(account.id));
    expect(written).toContain("stable_token");
    expect(written).not.toContain(access_token);
    expect(written).not.toContain(account.appSecret);
  });
});
