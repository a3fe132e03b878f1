import { describe, expect, it } from "@jest/globals";

import { weibo } from "../../adapters/platform/weibo/index.ts";
import type { Account } from "../../src/core/channel/account.ts";
import { simulatedConfig, weiboIdentity } from "../../src/serve/practice/simulated.ts";

const account: Account = {
  id: "0190a0e0-0000-7000-8000-000000000000",
  platform: "weibo",
  name: "yuhe-weibo",
  simulated: true,
  config: { appSecret: "0123456789abcdef", uid: "9007199254740993" },
  createdAt: new Date(0),
};
const HERE = "http://127.0.0.1:3000/emulator";

describe("a practice account on Weibo", () => {
  it("sends to the emulator, and fetches its fans' files there, with a token that both know", () => {
    const config = weibo.config.parse(simulatedConfig(account, HERE));
    expect(config).toMatchObject({ apiBase: `${HERE}/weibo`, mediaBase: `${HERE}/weibo` });
    expect(config).toMatchObject({ accessToken: weiboIdentity(account)?.accessToken });
  });

  it("has no interface where this server is not reached from itself", () => {
    expect(simulatedConfig(account, undefined)).toEqual(account.config);
  });

  it("keeps what it was given", () => {
    const given = { ...account.config, apiBase: "http://127.0.0.1:1", accessToken: "2.00given" };
    expect(simulatedConfig({ ...account, config: given }, HERE)).toMatchObject(given);
    expect(weiboIdentity({ ...account, config: given })?.accessToken).toBe("2.00given");
  });

  it("is none that is real, or lies elsewhere", () => {
    for (const other of [{ simulated: false }, { platform: "wechat-oa" }, { config: { uid: "1" } }]) {
      expect(weiboIdentity({ ...account, ...other })).toBeUndefined();
      expect(simulatedConfig({ ...account, ...other }, HERE)).not.toHaveProperty("apiBase");
    }
  });
});
