import { MINUTE, SECOND } from "seatbridge/kit";
import { openStandIn, type PlatformAnswer, type Reaction, type SendingDriver } from "seatbridge/kit/testing";

import { wechatOa } from "../index.ts";

export const config = { token: "fixtures", appId: "wx0123456789abcdef", appSecret: "s".repeat(32) };
const article = {
  title: "退货",
  description: "七天",
  pictureUrl: "https://p.example/1",
  url: "https://u.example",
};
export const png = { bytes: Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), type: "image/png" };

export const json = (fields: object): PlatformAnswer => ({ status: 200, body: JSON.stringify(fields) });
export const refused = (errcode: number): PlatformAnswer =>
  json({ errcode, errmsg: `refused hint: [x] rid: ${errcode}` });

export const driver: SendingDriver = {
  open: (base, sending) => wechatOa.create({ ...config, apiBase: base }, sending),
  purposeOf({ method, path }) {
    if (method !== "POST") throw new Error(`${method} ${path} is nothing that the platform knows`);
    if (path === "/cgi-bin/stable_token") return "token";
    if (path === "/cgi-bin/media/upload") return "upload";
    if (path === "/cgi-bin/message/custom/send") return "send";
    throw new Error(`${path} is nothing that the platform knows`);
  },
  token: (n) => json({ access_token: `token-${n}`, expires_in: 7_200 }),
  upload: (n) => json({ type: "image", media_id: `media-${n}`, created_at: 1_795_000_000 }),
  accepted: json({ errcode: 0, errmsg: "ok" }),
  tokenRefused: refused(42_001),
  readSend({ query, body }) {
    const { touser, msgtype, ...rest } = JSON.parse(body.toString());
    return { to: touser, token: query.get("access_token") ?? "", texts: leaves(rest[msgtype]) };
  },
  samples: [
    { content: { kind: "image", mediaId: "m1" }, texts: ["m1"] },
    { content: { kind: "news", articles: [article] }, texts: Object.values(article) },
    { content: { kind: "voice", mediaId: "v1", format: "mp3" }, texts: ["v1"] },
    {
      content: { kind: "video", mediaId: "f1", thumbnailId: "c1", short: false, title: "安装" },
      texts: ["f1", "c1", "安装"],
    },
    {
      content: { kind: "music", url: "https://m.example/a", thumbnailId: "c1", title: "歌" },
      texts: ["https://m.example/a", "c1", "歌"],
    },
    {
      content: { kind: "link", title: "退货", description: "七天", url: "https://u.example" },
      texts: ["退货", "七天", "https://u.example"],
    },
    { content: { kind: "article", articleId: "a1" }, texts: ["a1"] },
    { content: { kind: "article", mediaId: "n1" }, texts: ["n1"] },
    {
      content: { kind: "menu", head: "满意吗？", items: [{ id: "101", text: "满意" }], tail: "谢谢" },
      texts: ["满意吗？", "101", "满意", "谢谢"],
    },
    { content: { kind: "coupon", cardId: "k1" }, texts: ["k1"] },
    {
      content: {
        kind: "mini_program",
        title: "订单",
        appId: "wxmini",
        path: "pages/order",
        thumbnailId: "c1",
      },
      texts: ["订单", "wxmini", "pages/order", "c1"],
    },
  ],
  unsendable: [
    { kind: "text", text: "" },
    { kind: "text", text: "\u0000" },
    { kind: "text", text: "长".repeat(683) },
    { kind: "image", url: "https://p.example" },
    { kind: "news", articles: [] },
    { kind: "news", articles: [article, article] },
    { kind: "video", mediaId: "f1", short: false },
    { kind: "music", url: "https://m.example/a" },
    { kind: "article" },
    { kind: "menu", head: "", items: [], tail: "" },
    { kind: "mini_program", title: "订单", path: "pages/order", thumbnailId: "c1" },
    { kind: "location", latitude: 1, longitude: 1, label: "" },
  ],
  picture: png,
  uploaded: (n) => `media-${n}`,
  refusals: [
    { name: "the window is over", answer: refused(45_015), delivery: { code: "45015", next: "give_up" } },
    { name: "all places are used up", answer: refused(45_047), delivery: { code: "45047", next: "give_up" } },
    { name: "the fan has left", answer: refused(43_004), delivery: { code: "43004", next: "give_up" } },
    {
      name: "the platform is busy",
      answer: refused(-1),
      delivery: { code: "-1", next: "retry", afterMs: 2 * SECOND, triesMax: 2 },
    },
    {
      name: "it is too much for this minute",
      answer: refused(45_011),
      delivery: { code: "45011", next: "retry" },
    },
    {
      name: "the day's quota is used up",
      answer: refused(45_009),
      delivery: { code: "45009", next: "park" },
    },
    {
      name: "the account may not send",
      answer: refused(48_001),
      delivery: { code: "48001", next: "park", afterMs: MINUTE },
    },
    { name: "our address is not listed", answer: refused(40_164), delivery: { code: "40164", next: "park" } },
    { name: "the code is new", answer: refused(99_999), delivery: { code: "99999", next: "give_up" } },
    {
      name: "a gateway refuses",
      answer: { status: 403, body: "<html>" },
      delivery: { code: "refused_on_the_way", next: "give_up", detail: "http_403" },
    },
    {
      name: "a gateway wants it slower",
      answer: { status: 429, body: "" },
      delivery: { code: "too_many_requests", next: "retry" },
    },
  ],
};

function leaves(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leaves) : [];
}

/** One message to a platform that reacts so; how often it was called for what. */
export async function run(
  content: object,
  reactions: readonly Reaction[],
  other: Partial<SendingDriver> = {},
) {
  const platform = await openStandIn({ ...driver, ...other }, reactions, { "blob-1": png });
  const message = { to: "fan-1", at: 0, content } as never;
  const delivery = await platform.adapter.deliver?.(message, new AbortController().signal);
  await platform.close();
  const calls = platform.seen.map(({ purpose }) => purpose);
  return { delivery, calls, seen: platform.seen };
}
