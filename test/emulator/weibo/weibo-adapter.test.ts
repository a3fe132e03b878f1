import { describe, expect, it } from "@jest/globals";

import { collect } from "seatbridge/kit";
import { memoryTokens, memoryUploads } from "seatbridge/kit/testing";

import { platforms } from "../../../adapters/index.ts";
import {
  type FanAction,
  fanPush,
  type PlatformCall,
  readPassiveReply,
  verification,
} from "../../../emulator/weibo/index.ts";
import { openRig } from "./rig.ts";

const account = { appSecret: "0123456789abcdef", uid: "9007199254740995" };
const from = "9007199254740993";
const at = Date.UTC(2026, 10, 20, 12);

function open(config: object = {}) {
  const platform = platforms.find(({ name }) => name === "weibo");
  if (platform === undefined) throw new Error("weibo is not listed");
  return platform.create({ ...account, ...config }, sending);
}

const sending = {
  fetch,
  clock: Date.now,
  wait: () => Promise.resolve(),
  tokens: memoryTokens(Date.now),
  blobOf: () => Promise.resolve(undefined),
  uploads: memoryUploads(),
};

function request({ method, search, body }: PlatformCall) {
  return { method, query: new URLSearchParams(search), body: Buffer.from(body), at };
}

const actions: readonly (readonly [FanAction, object])[] = [
  [{ does: "write", text: '"}]] <img onerror> 👍🏽\n 你好 ' }, { text: '"}]] <img onerror> 👍🏽\n 你好 ' }],
  [{ does: "send_image", fileId: 4_611_686_018_427_387_905n }, { mediaId: "4611686018427387915" }],
  [{ does: "send_voice", fileId: 821_804_459n }, { mediaId: "821804469" }],
  [
    { does: "send_position", longitude: "116.308586", latitude: "39.982525" },
    { kind: "location", latitude: 39.982525, longitude: 116.308586 },
  ],
  [{ does: "follow" }, { event: { name: "followed" } }],
  [{ does: "unfollow" }, { event: { name: "unfollowed" } }],
  [{ does: "subscribe", typed: "dy" }, { event: { name: "subscribed" } }],
  [{ does: "unsubscribe" }, { event: { name: "unsubscribed" } }],
  [{ does: "scan", scene: "flyer_7" }, { event: { name: "scanned", scene: "flyer_7" } }],
  [{ does: "scan_follow", scene: "flyer_7" }, { event: { name: "followed", scene: "flyer_7" } }],
  [{ does: "tap_menu", key: "order" }, { event: { name: "menu_tapped", key: "order" } }],
  [
    { does: "open_menu_link", url: "https://u.example" },
    { event: { name: "menu_link_opened", url: "https://u.example" } },
  ],
  [
    { does: "mention", text: "@屿禾", statusId: "501" },
    { kind: "unknown", type: "mention:status" },
  ],
];

describe("the emulated Weibo and the adapter, each written from the protocol", () => {
  it.each(actions.map(([action, content]) => ({ action, content })))(
    "agree on what a fan does: $action.does",
    ({ action, content }) => {
      expect(open().receive(request(fanPush({ account, from, action, at })))).toMatchObject({
        kind: "accepted",
        messages: [{ sender: from, receiver: account.uid, sentAt: at, origin: "fan", content }],
      });
    },
  );

  it("agree on which push is which", () => {
    const keyOf = (text: string, moment: number, sentAt: number) => {
      const call = fanPush({ account, from, action: { does: "write", text }, at: moment, sentAt });
      const receipt = open().receive({ ...request(call), at: sentAt });
      return receipt.kind === "accepted" ? receipt.messages[0]?.keyParts : receipt;
    };
    expect(keyOf("在吗", at, at + 10_000)).toEqual(keyOf("在吗", at, at));
    expect(keyOf("在吗", at + 1_000, at + 1_000)).not.toEqual(keyOf("在吗", at, at));
    expect(keyOf("在？", at, at)).not.toEqual(keyOf("在吗", at, at));
  });

  it("agree on where a fan's file is", async () => {
    const rig = await openRig();
    const png = Buffer.from("\u0089PNG", "latin1");
    await rig.platform.file("w1", 4_611_686_018_427_387_905n, png);
    const fetchMedia = async (accessToken: string, fid: string) =>
      open({ accessToken, mediaBase: rig.url }).fetchMedia?.(fid, {
        timeoutMs: 1_000,
        take: (bytes) => collect(bytes, 1_000),
      });
    expect(await fetchMedia("2.00rigrigrigrig", "4611686018427387915")).toEqual({
      kind: "taken",
      taken: new Uint8Array(png),
    });
    expect(await fetchMedia("2.00rigrigrigrig", "4611686018427387905")).toEqual({ kind: "gone" });
    expect(await fetchMedia("2.00others", "4611686018427387915")).toEqual({ kind: "unreachable" });
    await rig.close();
  });

  it("agree on the echo", () => {
    expect(open().receive(request(verification(account, at, "dnPdpTZz85")))).toMatchObject({
      reply: { body: "dnPdpTZz85" },
    });
  });

  it.each([
    [
      { kind: "text", text: '欢迎 "}]] & <b> + 100%\n👍' },
      { kind: "text", text: '欢迎 "}]] & <b> + 100%\n👍' },
    ],
    [
      { kind: "location", latitude: 39.9, longitude: 116.3, label: "" },
      { kind: "position", longitude: "116.3", latitude: "39.9" },
    ],
    [
      { kind: "news", articles: [{ title: "t", description: "d", pictureUrl: "p", url: "u" }] },
      { kind: "articles", articles: [{ title: "t", summary: "d", image: "p", url: "u" }] },
    ],
  ] as const)("agree on a reply of %j", (content, shows) => {
    const call = request(fanPush({ account, from, action: { does: "follow" }, at }));
    const reply = open().passive?.({ to: from, from: account.uid, at, content }, call);
    expect(readPassiveReply(reply?.status ?? 0, reply?.body ?? "")).toEqual({
      kind: "message",
      to: from,
      from: account.uid,
      shows,
    });
  });
});
