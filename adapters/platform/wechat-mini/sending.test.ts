import { describe, expect, it } from "@jest/globals";
import { type PlatformAnswer, sendingContract, type SendingDriver } from "seatbridge/kit/testing";

import { wechatMini } from "./index.ts";
import { appId, leaves, token } from "./testing.ts";
import { windows } from "./windows.ts";

const appSecret = "s".repeat(32);
const json = (fields: object): PlatformAnswer => ({ status: 200, body: JSON.stringify(fields) });
const refused = (errcode: number): PlatformAnswer => json({ errcode, errmsg: `refused rid: ${errcode}` });
const article = {
  title: "退货",
  description: "七天",
  pictureUrl: "https://p.example/1",
  url: "https://u.example",
};
const link = { kind: "link", title: "订单", description: "详情", url: "https://u.example/2" } as const;
const card = { kind: "mini_program", title: "订单", path: "pages/order?id=1" } as const;

const driver: SendingDriver = {
  open: (base, sending) => wechatMini.create({ token, appId, appSecret, apiBase: base }, sending),
  purposeOf({ method, path }) {
    if (method !== "POST") throw new Error(`${method} ${path} is nothing that the platform knows`);
    if (path === "/cgi-bin/stable_token") return "token";
    if (path === "/cgi-bin/media/upload") return "upload";
    // The other path wants what a plain account does not have (protocols §3).
    if (path === "/cgi-bin/message/custom/send") return "send";
    throw new Error(`${path} is nothing that the platform knows`);
  },
  token: (n) => json({ access_token: `token-${n}`, expires_in: 7_200 }),
  upload: (n) => json({ type: "image", media_id: `media-${n}`, created_at: 1_795_000_000 }),
  accepted: json({ errcode: 0, errmsg: "ok" }),
  tokenRefused: refused(42_001),
  readSend({ query, body }) {
    const { touser, msgtype, ...rest } = JSON.parse(body.toString());
    return { to: touser, token: query.get("access_token") ?? "", texts: [msgtype, ...leaves(rest[msgtype])] };
  },
  samples: [
    { content: { kind: "image", mediaId: "m1" }, texts: ["image", "m1"] },
    { content: { kind: "news", articles: [article] }, texts: ["link", ...Object.values(article)] },
    { content: link, texts: ["link", link.title, link.description, link.url] },
    {
      content: { ...card, thumbnailId: "t1" },
      texts: ["miniprogrampage", card.title, card.path, "t1"],
    },
  ],
  unsendable: [
    { kind: "text", text: "" },
    { kind: "text", text: "长".repeat(683) },
    { kind: "image", url: "https://p.example" },
    { kind: "news", articles: [] },
    { kind: "news", articles: [article, article] },
    { ...link, title: "" },
    card,
    { kind: "voice", mediaId: "m", format: "amr" },
    { kind: "location", latitude: 1, longitude: 1, label: "" },
  ],
  picture: { bytes: Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), type: "image/png" },
  uploaded: (n) => `media-${n}`,
  refusals: [
    { name: "the window is over", answer: refused(45_015), delivery: { code: "45015", next: "give_up" } },
    { name: "our address is not listed", answer: refused(40_164), delivery: { code: "40164", next: "park" } },
  ],
};

describe("wechat-mini sends, as every platform", () => {
  for (const { name, run } of sendingContract(driver)) it(name, run);
});

describe("wechat-mini's windows", () => {
  it("are opened by a word and by coming in, and by nothing else", () => {
    expect(windows.at(-1)?.allowances).toEqual({
      message: { places: 5, forMs: 48 * 3_600_000 },
      enter: { places: 2, forMs: 60_000 },
    });
  });
});
