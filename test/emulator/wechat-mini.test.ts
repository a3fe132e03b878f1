import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { platforms } from "../../adapters/index.ts";
import { fanMessage, type FanAction, type SimulatedAccount } from "../../emulator/wechat/index.ts";

const at = Date.UTC(2026, 10, 20, 12);
const given = {
  token: "practice1",
  originalId: "gh_1",
  appId: "wx0123456789abcdef",
  encodingAesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
};

function received(account: SimulatedAccount, action: FanAction) {
  const platform = platforms.find(({ name }) => name === "wechat-mini");
  const adapter = platform?.create({ ...given, format: account.mini?.format, mode: account.mode });
  const { method, search, body } = fanMessage({
    account,
    from: "fan-1",
    action,
    at,
    messageId: "90071992547409937",
  });
  return adapter?.receive({ method, query: new URLSearchParams(search), body: Buffer.from(body), at });
}

describe.each(["json", "xml"] as const)("a fan of a mini program that is told in %s", (format) => {
  describe.each(["plain", "compatible", "safe"] as const)("and %s mode", (mode) => {
    const account: SimulatedAccount = { ...given, mini: { format }, mode };

    it("is heard by our adapter, whatever she writes", () => {
      fc.assert(
        fc.property(fc.string({ unit: "grapheme", maxLength: 100 }), (words) => {
          const text = words.replaceAll("\r", "");
          expect(received(account, { does: "write", text })).toMatchObject({
            kind: "accepted",
            messages: [{ keyParts: ["fan-1", "90071992547409937"], content: { kind: "text", text } }],
          });
        }),
        { numRuns: 30 },
      );
    });

    it.each<[FanAction, object]>([
      [{ does: "enter", from: "order" }, { event: { name: "entered", from: "order" } }],
      [
        { does: "send_image", pictureUrl: "https://p.example/1", mediaId: "m" },
        { kind: "image", mediaId: "m" },
      ],
      [
        { does: "send_page", title: "订单", appId: given.appId, path: "p" },
        { kind: "mini_program", path: "p" },
      ],
    ])("is heard when she does %j", (action, content) => {
      expect(received(account, action)).toMatchObject({ messages: [{ content }] });
    });
  });
});
