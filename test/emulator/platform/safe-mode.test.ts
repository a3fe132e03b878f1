import { afterEach, describe, expect, it } from "@jest/globals";

import { fanMessage, readPassiveReply, sign, type SimulatedAccount } from "../../../emulator/wechat/index.ts";
import type { Push } from "../../../emulator/wechat/platform/push/push.ts";
import { decrypt, encrypt } from "../../../emulator/wechat/sealed/cipher.ts";
import { account, follower, openRig, type Rig, say, thread } from "./rig.ts";

const encodingAesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
const safe = { mode: "safe", encodingAesKey } as const;
const sealed: SimulatedAccount = { ...account, ...safe };
const chance = Buffer.from("0123456789abcdef");

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

const clearReply = (openid: string, words: string): string =>
  `<xml><ToUserName>${openid}</ToUserName><FromUserName>${account.originalId}</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${words}</Content></xml>`;

/** An account's encrypted answer, with parts of it as they should not be. */
function sealedReply(openid: string, words: string, wrong: Wrong = {}): string {
  const { by = sealed, timestamp = "1700000000" } = wrong;
  const text = encrypt(by, clearReply(openid, words), chance);
  const signature = wrong.signature ?? sign(by.token, timestamp, "n", text);
  return `<xml><Encrypt>${text}</Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce>n</Nonce></xml>`;
}
type Wrong = {
  readonly by?: SimulatedAccount;
  readonly signature?: string;
  readonly timestamp?: string;
};

const encryptOf = (body: string): string => /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? "";
const fields = { from: "fan1", at: 1_700_000_000_000, action: { does: "write", text: "在吗" } } as const;

describe("the platform's cipher", () => {
  it("fills up to 32 bytes, and opens for this account and this key alone", () => {
    const known = {
      token: "",
      originalId: "",
      appId: "wx45f133bf6fce646e",
      encodingAesKey: "AdiqDDDvUNCeE1ZW5XJmjf9fqNBJpGBs4vL4cHKmHBS",
    };
    const text = encrypt(known, "<xml>往返</xml>", Buffer.from("cc9632a98304f81c"));
    expect(Buffer.from(text, "base64")).toHaveLength(64);
    expect(decrypt(known, text)).toBe("<xml>往返</xml>");
    expect(decrypt({ ...known, appId: "wx0000000000000000" }, text)).toBeUndefined();
    expect(decrypt({ ...known, encodingAesKey }, text)).toBeUndefined();
  });
});

describe("a message in safe mode", () => {
  it("shows the account nothing but whose it is", () => {
    const { body, search, clear } = fanMessage({ account: sealed, ...fields });
    expect(body).toMatch(
      /^<xml><ToUserName><!\[CDATA\[gh_yuhe\]\]><\/ToUserName><Encrypt><!\[CDATA\[[0-9A-Za-z+/=]+\]\]><\/Encrypt><\/xml>$/,
    );
    expect(decrypt(sealed, encryptOf(body))).toBe(clear);
    expect(clear).toContain("在吗");
    const query = new URLSearchParams(search);
    const [timestamp, nonce] = [query.get("timestamp") ?? "", query.get("nonce") ?? ""];
    expect(query.get("encrypt_type")).toBe("aes");
    expect(query.get("signature")).toBe(sign(account.token, timestamp, nonce));
    expect(query.get("msg_signature")).toBe(sign(account.token, timestamp, nonce, encryptOf(body)));
  });

  it("stands in clear beside it in compatible mode", () => {
    const both = { ...sealed, mode: "compatible" } as const;
    const { body, clear } = fanMessage({ account: both, ...fields, messageId: "7" });
    expect(decrypt(both, encryptOf(body))).toBe(clear);
    expect(body.replace(/<Encrypt>.*<\/Encrypt>/, "")).toBe(clear);
  });

  it("is encrypted anew for each delivery", async () => {
    const bodies: string[] = [];
    const push: Push = (_, { body }) => (bodies.push(body), Promise.reject(new Error("socket hang up")));
    rig = await openRig({ push, mode: safe, answerMs: 5 });
    await say(rig, follower(rig), "在吗");
    expect(new Set(bodies.map(encryptOf)).size).toBe(3);
    expect(new Set(bodies.map((body) => decrypt(sealed, encryptOf(body)))).size).toBe(1);
    const entry = rig.platform.ledger(account.id).at(-1);
    expect(entry).toMatchObject({
      body: decrypt(sealed, encryptOf(bodies[0] ?? "")),
      attempts: bodies.map((body) => ({ sealed: body })),
    });
  });
});

describe("an answer in safe mode", () => {
  const read = (body: string, by: SimulatedAccount = sealed) => readPassiveReply(200, body, by);

  it("is shown, and written down as it came and as it was meant", async () => {
    let openid = "";
    rig = await openRig({
      push: () => Promise.resolve({ status: 200, body: sealedReply(openid, "在的") }),
      mode: safe,
    });
    openid = follower(rig);
    await say(rig, openid, "在吗");
    expect(thread(rig, openid)).toEqual(["fan text 在吗", "account text 在的"]);
    const answer = sealedReply(openid, "在的");
    expect(rig.platform.ledger(account.id).at(-1)).toMatchObject({
      attempts: [{ answer, opened: clearReply(openid, "在的") }],
      verdict: { kind: "reply" },
    });
  });

  it.each(["", "success"])("is silence where it is %j", async (body) => {
    expect(await read(body)).toEqual({ kind: "nothing" });
  });

  it.each<[string, string, string]>([
    ["not encrypted", clearReply("fan1", "在的"), "not encrypted"],
    ["no XML", "<html><body>", "not encrypted"],
    ["signed wrongly", sealedReply("fan1", "在的", { signature: "0".repeat(40) }), "signed wrongly"],
    [
      "signed with another token",
      sealedReply("fan1", "在的", { by: { ...sealed, token: "other" } }),
      "signed wrongly",
    ],
    ["without a time", sealedReply("fan1", "在的", { timestamp: "now" }), "no time in seconds"],
    [
      "of another key",
      sealedReply("fan1", "在的", { by: { ...sealed, encodingAesKey: "A".repeat(43) } }),
      "cannot be decrypted",
    ],
    [
      "of another account",
      sealedReply("fan1", "在的", { by: { ...sealed, appId: "wx0000000000000000" } }),
      "cannot be decrypted",
    ],
  ])("is trouble where it is %s", async (_, body, why) => {
    expect(await read(body)).toEqual({ kind: "trouble", why: expect.stringContaining(why) });
  });

  it("may be of either kind in compatible mode", async () => {
    const both: SimulatedAccount = { ...sealed, mode: "compatible" };
    for (const body of [clearReply("fan1", "在的"), sealedReply("fan1", "在的")]) {
      expect(await read(body, both)).toMatchObject({ kind: "message", text: "在的" });
    }
  });
});
