import { describe, expect, it } from "@jest/globals";

import { platforms } from "../../adapters/index.ts";
import {
  fanMessage,
  readPassiveReply,
  verification,
  type FanAction,
  type PlatformCall,
  type SimulatedAccount,
} from "../../emulator/wechat/index.ts";

const plain = { token: "token123", originalId: "gh_yuhe" };
const keyed = {
  ...plain,
  appId: "wx0123456789abcdef",
  encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
};
const at = Date.UTC(2026, 10, 20, 12);

function open(account: SimulatedAccount) {
  const platform = platforms.find(({ name }) => name === "wechat-oa");
  if (platform === undefined) throw new Error("wechat-oa is not listed");
  return platform.create(account);
}

function request({ method, search, body }: PlatformCall) {
  return { method, query: new URLSearchParams(search), body: Buffer.from(body), at };
}

const actions: readonly FanAction[] = [
  { does: "write", text: "]]> ]]> <img onerror> 👍🏽\n 你好 " },
  { does: "send_image", pictureUrl: "https://p.example/a?b=1&c=2", mediaId: "m1" },
  { does: "send_voice", mediaId: "m2", recognition: "退货" },
  { does: "send_video", mediaId: "m3", thumbnailId: "t3" },
  { does: "send_location", latitude: 23.5, longitude: 113.25, label: "客村" },
  { does: "send_link", title: "t", description: "d", url: "https://u.example" },
  { does: "follow", scene: "flyer" },
  { does: "unfollow" },
  { does: "scan", scene: "flyer" },
  { does: "tap_menu", key: "order" },
  { does: "open_menu_link", url: "https://u.example" },
];

const accounts: readonly SimulatedAccount[] = [
  { ...plain, mode: "plain" },
  { ...keyed, mode: "compatible" },
  { ...keyed, mode: "safe" },
];

describe.each(accounts)(
  "the emulator and the adapter, each written from the protocol, in $mode mode",
  (account) => {
    it.each(actions)("agree on what a fan does: $does", (action) => {
      const receipt = open(account).receive(request(fanMessage({ account, from: "fan1", action, at })));
      expect(receipt).toMatchObject({
        kind: "accepted",
        messages: [{ sender: "fan1", sentAt: at, origin: "fan" }],
      });
      const content = receipt.kind === "accepted" ? receipt.messages[0]?.content : undefined;
      expect(content?.kind).not.toBe("unknown");
      if (action.does === "write") expect(content).toEqual({ kind: "text", text: action.text });
    });

    it("agree on the echo", () => {
      expect(open(account).receive(request(verification(account, at, "123")))).toMatchObject({
        reply: { body: "123" },
      });
    });

    it("agree on a reply, and on silence", async () => {
      const call = request(fanMessage({ account, from: "fan1", action: { does: "follow" }, at }));
      const content = { kind: "text", text: "欢迎 ]]> & <b>" } as const;
      const reply = open(account).passive?.({ to: "fan1", from: account.originalId, at, content }, call);
      expect(await readPassiveReply(reply?.status ?? 0, reply?.body ?? "", account)).toEqual({
        kind: "message",
        type: "text",
        to: "fan1",
        from: "gh_yuhe",
        text: content.text,
      });
      const receipt = open(account).receive(call);
      const silence = receipt.kind === "accepted" ? receipt.reply.body : "";
      expect(await readPassiveReply(200, silence, account)).toEqual({ kind: "nothing" });
    });
  },
);
