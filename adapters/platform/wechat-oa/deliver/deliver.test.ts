import { describe, expect, it } from "@jest/globals";
import { MINUTE, SECOND } from "seatbridge/kit";
import { openStandIn, sendingContract } from "seatbridge/kit/testing";

import { wechatOa } from "../index.ts";
import { config, driver, json, png, refused, run } from "./testing.ts";
import { verdictOf } from "../../wechat/deliver/verdicts.ts";

describe("wechat-oa sends, as every platform", () => {
  for (const { name, run } of sendingContract(driver)) it(name, run);
});

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

describe("wechat-oa's films, voices and cards", () => {
  const bytes = (text: string) => Buffer.from(text, "latin1");
  const held = {
    film: { bytes: bytes("\0\0\0\u0018ftypmp42"), type: "video/mp4" },
    voice: { bytes: bytes("#!AMR\n"), type: "audio/amr" },
    cover: { bytes: bytes("\u00ff\u00d8\u00ff"), type: "image/jpeg" },
  };
  const film = { kind: "video", short: false, blobId: "film", coverBlobId: "cover", title: "安装" } as const;
  const voice = { kind: "voice", format: "amr", blobId: "voice" } as const;
  const page = {
    kind: "mini_program",
    title: "订单",
    appId: "wx1",
    path: "pages/order",
    coverBlobId: "cover",
  } as const;

  it.each([
    [film, ["video", "thumb"], { media_id: "media-1", thumb_media_id: "media-2", title: "安装" }],
    [voice, ["voice"], { media_id: "media-1" }],
    [page, ["image"], { title: "订单", appid: "wx1", pagepath: "pages/order", thumb_media_id: "media-1" }],
  ])("are uploaded as what they are, and sent by the platform's ids: %j", async (content, as, object) => {
    const platform = await openStandIn(driver, [], held);
    const message = { to: "fan-1", at: 0, content };
    expect(await platform.adapter.deliver?.(message, new AbortController().signal)).toEqual({
      kind: "accepted",
    });
    await platform.close();
    const of = (purpose: string) => platform.seen.filter((one) => one.purpose === purpose);
    expect(of("upload").map(({ call }) => call.query.get("type"))).toEqual(as);
    const { msgtype, ...rest } = JSON.parse(of("send")[0]?.call.body.toString() ?? "");
    expect(rest[msgtype]).toEqual(object);
  });

  it("are all uploaded anew, once, when the platform has thrown one of them away", async () => {
    const platform = await openStandIn(driver, [refused(40_007), refused(40_007)], held);
    const message = { to: "fan-1", at: 0, content: film };
    expect(await platform.adapter.deliver?.(message, new AbortController().signal)).toMatchObject({
      code: "40007",
      next: "give_up",
    });
    await platform.close();
    const calls = platform.seen.map(({ purpose }) => purpose).join(" ");
    expect(calls).toBe("token upload upload send upload upload send");
  });

  it("take a cover's id under either of its names", async () => {
    const upload = (n: number) => json({ type: "thumb", thumb_media_id: `thumb-${n}` });
    const platform = await openStandIn({ ...driver, upload }, [], held);
    const message = { to: "fan-1", at: 0, content: film };
    expect(await platform.adapter.deliver?.(message, new AbortController().signal)).toEqual({
      kind: "accepted",
    });
    await platform.close();
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
