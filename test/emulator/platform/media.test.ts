import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { account, follower, openRig, phoneOf, type Rig, say, SEND, thread } from "./rig.ts";

const DAY = 24 * 60 * 60_000;
const UPLOAD = "/cgi-bin/media/upload";
const PNG = Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1");
const AMR = Buffer.from("#!AMR\n0000", "latin1");
const JPG = Buffer.from("\xff\xd8\xff\xe00000", "latin1");

let rig: Rig;
beforeEach(async () => void (rig = await openRig()));
afterEach(() => rig.close());

function form(bytes: Uint8Array<ArrayBuffer>, field = "media"): FormData {
  const body = new FormData();
  body.append("note", "第一段");
  body.append(field, new Blob([bytes]), "图 1.png");
  return body;
}

const padded = (head: Buffer, length: number) => Buffer.concat([head, Buffer.alloc(length - head.length)]);

describe("the emulated media", () => {
  it("keeps what was uploaded three days, and gives back its bytes", async () => {
    const { media_id, type } = await rig.as(`${UPLOAD}?type=image`, form(PNG));
    expect(type).toBe("image");
    const { access_token } = await rig.call("/cgi-bin/stable_token", {
      grant_type: "client_credential",
      appid: account.appId,
      secret: account.appSecret,
    });
    const got = await fetch(
      `${rig.url}/cgi-bin/media/get?access_token=${access_token}&media_id=${String(media_id)}`,
    );
    expect(got.headers.get("content-type")).toBe("image/png");
    expect(got.headers.get("content-disposition")).toContain(".png");
    expect(Buffer.from(await got.arrayBuffer())).toEqual(PNG);
    rig.tick(3 * DAY);
    expect((await fetch(`${rig.url}/pictures/${String(media_id)}`)).status).toBe(404);
  });

  it("sends an uploaded picture once it is asked for by its id and kind", async () => {
    const openid = follower(rig);
    await say(rig, openid, "拍给我看");
    const { media_id } = await rig.as(`${UPLOAD}?type=image`, form(PNG));
    expect(await rig.as(SEND, { touser: openid, msgtype: "voice", voice: { media_id } })).toMatchObject({
      errcode: 40_007,
    });
    expect(await rig.as(SEND, { touser: openid, msgtype: "image", image: { media_id } })).toMatchObject({
      errcode: 0,
    });
    expect(thread(rig, openid)).toEqual(["fan text 拍给我看", "account image"]);
  });

  it.each([
    ["no kind", "", PNG, 40_004],
    ["a picture as a voice", "voice", PNG, 40_005],
    ["what is no picture, whatever its name", "image", Buffer.from("<svg onload=alert(1)>"), 40_005],
    ["an empty file", "image", Buffer.alloc(0), 41_005],
    ["a picture of more than 10 MB", "image", padded(PNG, 10 * 1_024 * 1_024 + 1), 40_009],
    ["a voice of more than 2 MB", "voice", padded(AMR, 2 * 1_024 * 1_024 + 1), 40_010],
    ["a thumbnail of more than 64 KB", "thumb", padded(JPG, 64 * 1_024 + 1), 40_006],
  ])("refuses %s", async (_, type, bytes, errcode) => {
    expect(await rig.as(`${UPLOAD}?type=${type}`, form(bytes))).toMatchObject({ errcode });
  });

  it("refuses a file under another name, and a body that is no form", async () => {
    expect(await rig.as(`${UPLOAD}?type=image`, form(PNG, "file"))).toMatchObject({ errcode: 41_005 });
    expect(await rig.as(`${UPLOAD}?type=image`, "PNG")).toMatchObject({ errcode: 41_005 });
  });

  it("says of a thumbnail its own id", async () => {
    expect(await rig.as(`${UPLOAD}?type=thumb`, form(JPG))).toHaveProperty("thumb_media_id");
  });

  it("lets a fan's picture be fetched where the webhook says, and from the API", async () => {
    const openid = follower(rig);
    const kept = await rig.platform.picture(account.id, PNG);
    if ("kind" in kept) throw new Error(kept.why);
    await rig.platform.act(account.id, openid, { does: "send_image", mediaId: kept.mediaId });
    const pushed = phoneOf(rig, openid).ledger.find((entry) => entry.kind === "push");
    const body = pushed?.kind === "push" ? pushed.body : "";
    const url = /<PicUrl><!\[CDATA\[([^\]]+)/.exec(body)?.[1] ?? "";
    expect(body).toContain(`<MediaId><![CDATA[${kept.mediaId}]]>`);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(PNG);
  });

  it("keeps no fan's picture that is too large or none", async () => {
    expect(await rig.platform.picture(account.id, padded(PNG, 2 * 1_024 * 1_024 + 1))).toMatchObject({
      why: "picture_too_large",
    });
    expect(await rig.platform.picture(account.id, AMR)).toMatchObject({ why: "picture_unreadable" });
  });

  it("knows who follows, and no names", async () => {
    const openid = follower(rig);
    expect(await rig.as(`/cgi-bin/user/info?openid=${openid}`)).toMatchObject({ subscribe: 1, nickname: "" });
    await rig.platform.act(account.id, openid, { does: "unfollow" });
    expect(await rig.as(`/cgi-bin/user/info?openid=${openid}`)).toEqual({
      subscribe: 0,
      openid,
      unionid: expect.any(String),
    });
    expect(await rig.as("/cgi-bin/user/info?openid=o1")).toMatchObject({ errcode: 40_003 });
  });
});
