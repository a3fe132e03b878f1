import { describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "seatbridge/kit";
import {
  openStandIn,
  sendingContract,
  type PlatformAnswer,
  type Reaction,
  type SendingDriver,
} from "seatbridge/kit/testing";

import { wechatOa } from "../index.ts";
import { verdictOf } from "./verdicts.ts";

const config = { token: "fixtures", appId: "wx0123456789abcdef", appSecret: "s".repeat(32) };
const article = {
  title: "退货",
  description: "七天",
  pictureUrl: "https://p.example/1",
  url: "https://u.example",
};
const png = { bytes: Buffer.from("\u0089PNG\r\n\u001a\n", "latin1"), type: "image/png" };

const json = (fields: object): PlatformAnswer => ({ status: 200, body: JSON.stringify(fields) });
const refused = (errcode: number): PlatformAnswer =>
  json({ errcode, errmsg: `refused hint: [x] rid: ${errcode}` });

const driver: SendingDriver = {
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
  ],
  unsendable: [
    { kind: "text", text: "" },
    { kind: "text", text: "\u0000" },
    { kind: "text", text: "长".repeat(683) },
    { kind: "image", url: "https://p.example" },
    { kind: "news", articles: [] },
    { kind: "news", articles: [article, article] },
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
      delivery: { code: "45011", next: "retry", afterMs: MINUTE },
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

describe("wechat-oa sends, as every platform", () => {
  for (const { name, run } of sendingContract(driver)) it(name, run);
});

/** One message to a platform that reacts so; how often it was called for what. */
async function run(content: object, reactions: readonly Reaction[], other: Partial<SendingDriver> = {}) {
  const platform = await openStandIn({ ...driver, ...other }, reactions, { "blob-1": png });
  const message = { to: "fan-1", at: 0, content } as never;
  const delivery = await platform.adapter.deliver?.(message, new AbortController().signal);
  await platform.close();
  const calls = platform.seen.map(({ purpose }) => purpose);
  return { delivery, calls, seen: platform.seen };
}

const text = { kind: "text", text: "x" };
const picture = { kind: "image", blobId: "blob-1" };

describe("wechat-oa answers", () => {
  it.each(["45015 of token-1", "", {}, true])(
    "with the code %j prove nothing, and repeat nothing",
    async (errcode) => {
      const { delivery } = await run(text, [json({ errcode, errmsg: "token-1" })]);
      expect(delivery).toEqual({ kind: "unknown", reason: "answer_unreadable", detail: "http_200" });
    },
  );
});

describe("wechat-oa access tokens", () => {
  it("are asked for the stable way, not by force", async () => {
    const { seen } = await run(text, []);
    expect(JSON.parse(seen[0]?.call.body.toString() ?? "")).toEqual({
      grant_type: "client_credential",
      appid: config.appId,
      secret: config.appSecret,
      force_refresh: false,
    });
  });

  it.each([40_001, 40_014, 42_001])("are renewed once on %i", async (code) => {
    const { delivery, calls } = await run(text, [refused(code), refused(code), refused(code)]);
    expect(calls).toEqual(["token", "send", "token", "send"]);
    expect(delivery).toMatchObject({ code: String(code), next: "park" });
  });

  it.each([48_001, 40_164, 45_009, 40_013])("are not renewed on %i", async (code) => {
    expect((await run(text, [refused(code)])).calls).toEqual(["token", "send"]);
  });

  it("are forced where the platform insists on the refused one", async () => {
    const token = (n: number) => json({ access_token: n < 3 ? "old" : "new", expires_in: 7_200 });
    const { delivery, seen } = await run(text, [refused(40_001)], { token });
    expect(delivery).toEqual({ kind: "accepted" });
    const forced = seen
      .filter(({ purpose }) => purpose === "token")
      .map(({ call }) => JSON.parse(call.body.toString()).force_refresh);
    expect(forced).toEqual([false, false, true]);
  });

  it.each([
    ["a wrong secret", refused(40_125), { code: "40125", next: "park", afterMs: MINUTE }],
    ["a busy platform", refused(-1), { code: "-1", next: "retry", afterMs: 2 * SECOND }],
    ["a gateway's page", { status: 502, body: "" }, { code: "token_unreadable", next: "retry" }],
    ["a token that is none", json({ access_token: "", expires_in: 1 }), { code: "token_unreadable" }],
  ])("send nothing where there is none: %s", async (_, answer, delivery) => {
    const without = await run(text, [], { token: () => answer });
    expect(without.delivery).toMatchObject({ kind: "rejected", ...delivery });
    expect(without.calls).toEqual(["token"]);
  });
});

describe("wechat-oa pictures", () => {
  it("are uploaded anew, once, when the platform has thrown them away", async () => {
    const once = await run(picture, [refused(40_007)]);
    expect(once.delivery).toEqual({ kind: "accepted" });
    expect(once.calls).toEqual(["token", "upload", "send", "upload", "send"]);
    const twice = await run(picture, [refused(40_007), refused(40_007), refused(40_007)]);
    expect(twice.delivery).toMatchObject({ code: "40007", next: "give_up" });
    expect(twice.calls).toEqual(once.calls);
  });

  it("go as a file that the platform can name", async () => {
    const { seen } = await run(picture, []);
    const { call } = seen.find(({ purpose }) => purpose === "upload") ?? {};
    expect(call?.query.get("type")).toBe("image");
    expect(call?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(call?.body.toString("latin1")).toMatch(
      /name="media"; filename="image\.png"\r\nContent-Type: image\/png/,
    );
  });

  it.each([
    ["is too large for it", refused(40_009), { code: "40009", next: "give_up" }],
    ["finds it busy", refused(-1), { code: "-1", next: "retry" }],
    ["meets a broken gateway", { status: 502, body: "" }, { code: "upload_unreadable", next: "retry" }],
  ])("send nothing where the upload %s", async (_, answer, delivery) => {
    const failed = await run(picture, [], { upload: () => answer });
    expect(failed.delivery).toMatchObject({ kind: "rejected", ...delivery });
    expect(failed.calls).toEqual(["token", "upload"]);
  });

  it.each([
    ["of a type that the platform does not show", { ...png, type: "image/webp" }, "media_type_unsupported"],
    ["beyond ten megabytes", { ...png, bytes: new Uint8Array(10 * 1_024 * 1_024 + 1) }, "media_too_large"],
  ])("are not even uploaded %s", async (_, held, code) => {
    const platform = await openStandIn(driver, [], { "blob-1": held });
    const delivery = await platform.adapter.deliver?.(
      { to: "fan-1", at: 0, content: { kind: "image", blobId: "blob-1" } },
      new AbortController().signal,
    );
    await platform.close();
    expect(delivery).toEqual({ kind: "rejected", code, next: "give_up" });
    expect(platform.seen).toEqual([]);
  });
});

describe("wechat-oa without access", () => {
  it.each([{ appId: config.appId }, { appSecret: config.appSecret }, {}])(
    "to its interface cannot send (%j)",
    async (access) => {
      const platform = await openStandIn({
        ...driver,
        open: (_, sending) => wechatOa.create({ token: config.token, ...access }, sending),
      });
      await platform.close();
      expect(platform.adapter.deliver).toBeUndefined();
    },
  );

  it("takes no address that would carry the secret in the clear", () => {
    const open = (apiBase: string) => () => wechatOa.create({ ...config, apiBase });
    for (const address of ["http://api.example", "http://127.0.0.1.example", "ftp://x", "x"]) {
      expect(open(address)).toThrow(expect.objectContaining({ code: "account_config_invalid" }));
    }
    for (const address of ["https://api.example", "http://127.0.0.1:3000/emulator/wechat/"]) {
      expect(open(address)).not.toThrow();
    }
  });
});

describe("wechat-oa's codes", () => {
  it.each(["constructor", "toString", "__proto__", "never-heard-of"])(
    "end a message where nobody knows them: %s",
    (code) => {
      expect(verdictOf(code, 0)).toEqual({ kind: "rejected", code, next: "give_up" });
    },
  );
});

describe("wechat-oa's day", () => {
  it.each([
    ["2026-11-20T23:59:59+08:00", SECOND],
    ["2026-11-21T00:00:00+08:00", 24 * 60 * MINUTE],
    ["2026-11-20T16:00:00Z", 24 * 60 * MINUTE],
  ])("ends at midnight in Beijing, seen from %s", (moment, afterMs) => {
    expect(verdictOf("45009", Date.parse(moment))).toMatchObject({ afterMs });
  });
});
