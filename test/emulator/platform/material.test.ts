import { createServer } from "node:http";
import { once } from "node:events";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { account, follower, openRig, type Rig, say, SEND, thread } from "./rig.ts";

const YEAR = 365 * 24 * 60 * 60_000;
const ADD = "/cgi-bin/material/add_material";
const PNG = Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1");
const MP4 = Buffer.from("0000ftypisom0000", "latin1");
const AMR = Buffer.from("#!AMR\n0000", "latin1");

let rig: Rig;
let pushed: string[];
const open = (more: object = {}) =>
  openRig({
    stopped: true,
    more,
    push: (_, { body }) => {
      pushed.push(body);
      return Promise.resolve({ status: 200, body: "success" });
    },
  });
beforeEach(async () => {
  pushed = [];
  rig = await open();
});
afterEach(() => rig.close());

function form(bytes: Uint8Array<ArrayBuffer>, description?: object): FormData {
  const body = new FormData();
  body.append("media", new Blob([bytes]), "杯子.png");
  if (description !== undefined) body.append("description", JSON.stringify(description));
  return body;
}
const add = (type: string, bytes: Uint8Array<ArrayBuffer>, description?: object) =>
  rig.as(`${ADD}?type=${type}`, form(bytes, description));
const list = (type: string, offset = 0, count = 20) =>
  rig.as("/cgi-bin/material/batchget_material", { type, offset, count });
const get = async (media_id: unknown) => {
  const { access_token } = await rig.call("/cgi-bin/stable_token", {
    grant_type: "client_credential",
    appid: account.appId,
    secret: account.appSecret,
  });
  return fetch(`${rig.url}/cgi-bin/material/get_material?access_token=${access_token}`, {
    method: "POST",
    body: JSON.stringify({ media_id }),
  });
};

describe("what an account keeps for good", () => {
  it("is there until it is deleted, and can be sent by its id", async () => {
    const fan = follower(rig);
    const { media_id, url } = await add("image", PNG);
    expect(url).toContain("/pictures/");
    rig.tick(YEAR);
    expect(Buffer.from(await (await get(media_id)).arrayBuffer())).toEqual(PNG);
    await say(rig, fan, "拍给我看");
    const picture = { touser: fan, msgtype: "image", image: { media_id } };
    expect((await rig.as(SEND, picture)).errcode).toBe(0);
    expect(thread(rig, fan).at(-1)).toBe("account image");
    const remove = () => rig.as("/cgi-bin/material/del_material", { media_id });
    expect([(await remove()).errcode, (await remove()).errcode]).toEqual([0, 40_007]);
    expect((await rig.as(SEND, picture)).errcode).toBe(40_007);
    expect(await rig.store.loadMedium(String(media_id))).toBeUndefined();
  });

  it("has of a film its words, and gives an address", async () => {
    expect((await add("video", MP4)).errcode).toBe(40_035);
    const { media_id } = await add("video", MP4, { title: "怎么换滤芯", introduction: "一分钟" });
    expect(await (await get(media_id)).json()).toMatchObject({
      title: "怎么换滤芯",
      description: "一分钟",
      down_url: expect.stringContaining("/pictures/"),
    });
  });

  it("is counted by kind, and listed newest first, twenty at once", async () => {
    for (const _ of Array(3)) await add("image", PNG);
    await add("voice", AMR);
    expect(await rig.as("/cgi-bin/material/get_materialcount")).toEqual({
      voice_count: 1,
      video_count: 0,
      image_count: 3,
      news_count: 0,
    });
    const all = (await list("image"))["item"] as { media_id: string; name: string }[];
    expect(all.map(({ name }) => name)).toEqual(["杯子.png", "杯子.png", "杯子.png"]);
    expect(await list("image", 1, 1)).toMatchObject({
      total_count: 3,
      item_count: 1,
      item: [{ media_id: all[1]?.media_id }],
    });
    expect([(await list("image", 0, 21)).errcode, (await list("picture")).errcode]).toEqual([40_097, 40_004]);
  });

  it("has limits of size, kind and number", async () => {
    expect((await add("image", AMR)).errcode).toBe(40_005);
    expect((await add("nonsense", PNG)).errcode).toBe(40_004);
    await rig.close();
    rig = await open({ materialsMax: 1 });
    expect((await add("image", PNG)).errcode).toBeUndefined();
    expect((await add("image", PNG)).errcode).toBe(45_028);
    expect((await add("voice", AMR)).errcode).toBeUndefined();
  });
});

describe("a medium that is given to be checked", () => {
  const served = new Map<string, Buffer>();
  const server = createServer(({ url = "" }, response) => {
    const bytes = served.get(url);
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  beforeEach(async () => void (await once(server.listen(0, "127.0.0.1"), "listening")));
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const addressOf = (name: string): string => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}${name}`;
  };
  const check = (more: object) =>
    rig.as("/wxa/media_check_async", {
      media_url: addressOf("/a"),
      media_type: 2,
      version: 2,
      scene: 1,
      openid: follower(rig),
      ...more,
    });

  it.each([
    ["fine", PNG, "<suggest><![CDATA[pass]]></suggest><label>100</label>"],
    ["risky", Buffer.from("RISKY"), "<suggest><![CDATA[risky]]></suggest><label>20002</label>"],
    ["to be looked at", Buffer.from("REVIEW"), "<suggest><![CDATA[review]]></suggest><label>21000</label>"],
    ["not there", undefined, "<errcode>-1008</errcode>"],
  ])("is found %s later, by an event", async (_, bytes, words) => {
    served.clear();
    if (bytes !== undefined) served.set("/a", bytes);
    const { trace_id } = await check({});
    expect(pushed).toEqual([]);
    rig.tick(1_000);
    while (pushed.length === 0) await new Promise((later) => setImmediate(later));
    expect(pushed[0]).toContain("<Event><![CDATA[wxa_media_check]]></Event>");
    expect(pushed[0]).toContain(`<trace_id><![CDATA[${String(trace_id)}]]></trace_id>`);
    expect(pushed[0]).toContain(words);
  });

  it.each([
    [{ version: 1 }, 47_001],
    [{ media_type: 3 }, 40_004],
    [{ openid: "nobody" }, 40_003],
    [{ media_url: "file:///etc/passwd" }, 40_066],
  ])("is refused where it is asked wrongly: %j", async (wrong, errcode) => {
    expect((await check(wrong)).errcode).toBe(errcode);
  });
});
