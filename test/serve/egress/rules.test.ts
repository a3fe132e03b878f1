import { describe, expect, it } from "@jest/globals";

import { proxyFor } from "../../../src/serve/egress/rules.ts";

const https = "http://lin:p%40ss@proxy.example:3128";

describe("by which way an address is reached", () => {
  const way = (direct: string, url: string): string | undefined =>
    proxyFor({ https, http: "http://other.example:80", direct })(new URL(url))?.uri;

  it("is the proxy of its protocol, with user and password as a header alone", () => {
    expect(proxyFor({ https, http: undefined, direct: "" })(new URL("https://api.weixin.qq.com"))).toEqual({
      uri: "http://proxy.example:3128",
      token: `Basic ${Buffer.from("lin:p@ss").toString("base64")}`,
    });
    expect(way("", "http://mmbiz.qpic.cn/p")).toBe("http://other.example");
    expect(proxyFor({ https, http: undefined, direct: "" })(new URL("http://mmbiz.qpic.cn"))).toBeUndefined();
  });

  it.each(["http://localhost:3000", "https://127.0.0.1/x", "http://127.1.2.3", "https://[::1]:8443"])(
    "is never a proxy for this machine: %s",
    (url) => expect(way("", url)).toBeUndefined(),
  );

  it.each([
    ["*", "https://api.weixin.qq.com", true],
    ["weixin.qq.com", "https://api.weixin.qq.com", true],
    [".weixin.qq.com", "https://api.weixin.qq.com", true],
    ["*.weixin.qq.com", "https://api.weixin.qq.com", true],
    ["a.example, API.weixin.qq.com", "https://api.weixin.qq.com", true],
    ["xin.qq.com", "https://api.weixin.qq.com", false],
    ["crm.example:8443", "https://crm.example:8443", true],
    ["crm.example:8443", "https://crm.example", false],
    ["crm.example:443", "https://crm.example", true],
    ["10.0.0.7", "https://10.0.0.7", true],
    ["[fd00::1]", "https://[fd00::1]", true],
    [" , ", "https://api.weixin.qq.com", false],
  ])("with NO_PROXY=%j to %s is direct: %j", (direct, url, isDirect) => {
    expect(way(direct, url) === undefined).toBe(isDirect);
  });
});
