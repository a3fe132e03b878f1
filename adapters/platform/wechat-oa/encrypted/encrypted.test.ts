import { createHash } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { sortedSha1, type Receipt, type WebhookRequest } from "seatbridge/kit";
import { platformContract, type PlatformDriver } from "seatbridge/kit/testing";

import {
  appId,
  at,
  call,
  callWith,
  cdata,
  decrypted,
  driver,
  encodingAesKey,
  encrypted,
  open,
  safe,
  token,
  xml,
} from "../testing.ts";
import { wechatOa } from "../index.ts";

const otherKey = "A".repeat(43);
const compatible = { ...safe, mode: "compatible" };
const hi = xml({ MsgType: "text", Content: cdata("你好"), MsgId: "1" });

const safeDriver: PlatformDriver = {
  ...driver,
  open: () => open(safe),
  call: (body, moment, nonce) => callWith(encrypted(body), { moment, nonce }),
  signedParameters: [...driver.signedParameters, "msg_signature"],
  refusedWith: 403,
  readPassive: (body) => driver.readPassive?.(decrypted(body)) ?? Promise.reject(new Error("no reader")),
};

describe("wechat-oa in safe mode, as every platform", () => {
  for (const { name, run } of platformContract(safeDriver)) it(name, run);
});

const textOf = (receipt: Receipt): unknown => {
  const content = receipt.kind === "accepted" ? receipt.messages[0]?.content : undefined;
  return content?.kind === "text" ? content.text : receipt;
};

/** What whoever sent it learns: everything of a refusal but what is for the log. */
const told = (receipt: Receipt): unknown =>
  receipt.kind === "refused"
    ? { status: receipt.status, opaque: receipt.opaque }
    : { accepted: receipt.messages.length };
const refused = { status: 403, opaque: true };

/** The same call with something in its query replaced; undefined takes it away. */
function asked(
  request: WebhookRequest,
  change: Readonly<Record<string, string | undefined>>,
): WebhookRequest {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return { ...request, query };
}

describe("a message in safe mode", () => {
  it("is read whatever it says, and kept in clear", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }), (text) => {
        const written = text.replaceAll("\r", "");
        const body = xml({ MsgType: "text", Content: cdata(written), MsgId: "1" });
        const receipt = open(safe).receive(callWith(encrypted(body)));
        expect(receipt).toMatchObject({ kind: "accepted", raw: body, reply: { body: "success" } });
      }),
    );
  });

  it("is known again however it was encrypted, also an event", () => {
    const adapter = open(safe);
    const event = xml({ MsgType: "event", Event: "CLICK", EventKey: "order" });
    const keys = ["0123456789abcdef", "fedcba9876543210"].map((random, nonce) => {
      const receipt = adapter.receive(callWith(encrypted(event, { random }), { nonce: String(nonce) }));
      return receipt.kind === "accepted" && receipt.messages[0]?.keyParts;
    });
    expect(keys[0]).toEqual(expect.arrayContaining(["CLICK"]));
    expect(keys[1]).toEqual(keys[0]);
    const plain = open().receive(call(event));
    expect(plain).toMatchObject({ messages: [{ keyParts: keys[0] }] });
  });

  it("is read with the key before while the account still knows it", () => {
    const old = callWith(encrypted(hi, { encodingAesKey: otherKey }));
    expect(textOf(open({ ...safe, previousEncodingAesKey: otherKey }).receive(old))).toBe("你好");
    expect(told(open(safe).receive(old))).toEqual(refused);
  });

  it("is refused with any bit of it changed", () => {
    const text = encrypted(hi);
    const request = callWith(text);
    const whole = Buffer.from(request.body);
    const from = whole.indexOf(text);
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.nat({ max: 7 }), (place, bit) => {
        const body = Buffer.from(whole);
        body[from + place] = (body[from + place] ?? 0) ^ (1 << bit);
        expect(told(open(safe).receive({ ...request, body }))).toEqual(refused);
      }),
    );
  });
});

describe("a refusal in safe mode", () => {
  const cut = (text: string, bytes: number): string =>
    Buffer.from(text, "base64").subarray(0, bytes).toString("base64");
  const message = encrypted(hi);
  const cases: readonly (readonly [string, WebhookRequest, string, string?])[] = [
    ["another signature", asked(callWith(message), { signature: "0".repeat(40) }), "signature_wrong"],
    ["no signature", asked(callWith(message), { signature: undefined }), "parameter_missing", "signature"],
    [
      "another msg_signature",
      asked(callWith(message), { msg_signature: "0".repeat(40) }),
      "signature_wrong",
      "msg_signature",
    ],
    [
      "the signature in the place of the other",
      asked(callWith(message), { msg_signature: callWith(message).query.get("signature") ?? "" }),
      "signature_wrong",
      "msg_signature",
    ],
    [
      "no msg_signature",
      asked(callWith(message), { msg_signature: undefined }),
      "parameter_missing",
      "msg_signature",
    ],
    ["a time long ago", { ...callWith(message, { moment: at - 3_600_000 }), at }, "timestamp_stale"],
    ["another key", callWith(encrypted(hi, { encodingAesKey: otherKey })), "decryption_failed"],
    [
      "another receiver",
      callWith(encrypted(hi, { id: "wx0123456789abcdee" })),
      "decryption_failed",
      "receive_id",
    ],
    ["no receiver", callWith(encrypted(hi, { id: "" })), "decryption_failed", "receive_id"],
    ["a last block cut off", callWith(cut(message, -16)), "decryption_failed"],
    ["a byte cut off", callWith(cut(message, -1)), "decryption_failed", "length"],
    ["one block alone", callWith(cut(message, 16)), "decryption_failed", "length"],
    ["no base64", callWith(`${message.slice(0, -1)}*`), "decryption_failed", "base64"],
    ["an empty Encrypt", callWith(""), "decryption_failed", "base64"],
    ["a body without Encrypt", { ...callWith(message), body: Buffer.from(hi) }, "body_malformed", "Encrypt"],
    [
      "two Encrypts",
      callWith(message, { beside: `<Encrypt>${message}</Encrypt>` }),
      "body_malformed",
      "Encrypt",
    ],
    [
      "a body that is no XML",
      { ...callWith(message), body: Buffer.from("junk") },
      "body_malformed",
      "Encrypt",
    ],
    ["a message in it that is no XML", callWith(encrypted("junk")), "body_malformed", "malformed"],
    ["a message in it that is no text", callWith(encrypted(Buffer.from([0xff, 0xfe]))), "body_not_utf8"],
    [
      "a message in it for another account",
      callWith(encrypted(hi.replace("gh_1", "gh_2"))),
      "receiver_wrong",
    ],
    ["a plain message, well signed", call(hi), "encryption_missing"],
    ["a plain message that says so", asked(call(hi), { encrypt_type: "raw" }), "encryption_missing"],
    [
      "the same body called plain",
      asked(callWith(message), { encrypt_type: undefined }),
      "encryption_missing",
    ],
    [
      "an encryption of another name",
      asked(callWith(message), { encrypt_type: "AES" }),
      "encryption_unexpected",
    ],
    ["a body that is too large", callWith(encrypted("x".repeat(200 * 1_024))), "body_too_large"],
  ];

  for (const [what, request, reason, detail] of cases) {
    it(`of ${what} says what all others say, and the reason to us`, () => {
      const receipt = open({ ...safe, originalId: "gh_1" }).receive(request);
      expect(told(receipt)).toEqual(refused);
      expect(receipt).toMatchObject({ reason, ...(detail !== undefined && { detail }) });
    });
  }

  it("leaves verification plain, and its refusals with their reasons", () => {
    const { query } = call("");
    query.set("echostr", "712");
    const ask = { method: "GET", query, body: new Uint8Array(), at } as const;
    expect(open(safe).receive(ask)).toMatchObject({ reply: { body: "712" } });
    const wrong = asked({ ...ask }, { signature: "0".repeat(40) });
    expect(open(safe).receive(wrong)).toEqual({ kind: "refused", status: 401, reason: "signature_wrong" });
  });
});

describe("compatible mode", () => {
  it("reads what is encrypted, and nothing of what stands beside it", () => {
    const forged = hi.replace("你好", "给我密码").replace(/^<xml>|<\/xml>$/g, "");
    const request = callWith(encrypted(hi), { beside: forged });
    expect(textOf(open(compatible).receive(request))).toBe("你好");
  });

  it("takes a message in clear, for the platform is switched at another moment", () => {
    expect(textOf(open(compatible).receive(call(hi)))).toBe("你好");
  });

  it("takes no call once more without its encryption, which may have held another message", () => {
    const adapter = open(compatible);
    const forged = hi.replace("你好", "给我密码").replace(/^<xml>|<\/xml>$/g, "");
    const request = callWith(encrypted(hi), { beside: forged });
    expect(adapter.receive(request).kind).toBe("accepted");
    const again = adapter.receive(asked(request, { encrypt_type: undefined }));
    expect(again).toMatchObject({ reason: "nonce_replayed", ...refused });
  });
});

describe("a reply in safe mode", () => {
  const reply = { to: "fan-1", from: "gh_1", at, content: { kind: "text", text: "]]> 您好 👍🏽" } } as const;
  const say = (request: WebhookRequest, config: object = safe) =>
    open(config).passive?.(reply, request)?.body ?? "";
  const partsOf = (body: string) => {
    const pattern =
      /^<xml><Encrypt><!\[CDATA\[([0-9A-Za-z+/=]+)\]\]><\/Encrypt><MsgSignature><!\[CDATA\[([0-9a-f]{40})\]\]><\/MsgSignature><TimeStamp>([0-9]+)<\/TimeStamp><Nonce><!\[CDATA\[([0-9a-f]{16})\]\]><\/Nonce><\/xml>$/;
    const [, encrypt = "", signature = "", timestamp = "", nonce = ""] = pattern.exec(body) ?? [];
    return { encrypt, signature, timestamp, nonce };
  };

  it("is the plain one, encrypted and signed with its own time and nonce", () => {
    const request = callWith(encrypted(hi), { moment: at + 7_000, nonce: "42" });
    const { encrypt, signature, timestamp, nonce } = partsOf(say(request));
    expect(decrypted(say(request))).toBe(say(call(hi), {}));
    expect(timestamp).toBe(String(at / 1_000 + 7));
    expect(nonce).not.toBe("42");
    const parts = [token, timestamp, nonce, encrypt].sort().join("");
    expect(signature).toBe(createHash("sha1").update(parts).digest("hex"));
    expect(Buffer.from(encrypt, "base64").length % 32).toBe(0);
  });

  it("is made anew for each delivery, and says the same", () => {
    const adapter = open(safe);
    const request = callWith(encrypted(hi));
    const bodies = Array.from({ length: 20 }, () => adapter.passive?.(reply, request)?.body ?? "");
    for (const part of ["encrypt", "signature", "nonce"] as const) {
      expect(new Set(bodies.map((body) => partsOf(body)[part])).size).toBe(20);
    }
    expect(new Set(bodies.map((body) => decrypted(body))).size).toBe(1);
  });

  it("draws all its chance from what it is given", () => {
    const asks: number[] = [];
    const random = (bytes: number) => (asks.push(bytes), Buffer.alloc(bytes, asks.length));
    const adapter = wechatOa.create({ token, ...safe }, undefined, random);
    const body = adapter.passive?.(reply, callWith(encrypted(hi)))?.body ?? "";
    expect(asks).toEqual([16, 8]);
    expect(partsOf(body)).toMatchObject({
      encrypt: encrypted(say(call(hi), {}), { random: "\u0001".repeat(16) }),
      nonce: "02".repeat(8),
    });
  });

  it("uses the current key, whichever the message came with", () => {
    const rotating = { ...safe, previousEncodingAesKey: otherKey };
    const request = callWith(encrypted(hi, { encodingAesKey: otherKey }));
    expect(decrypted(say(request, rotating))).toContain("您好");
  });

  it("leaves in the mode in which the message came", () => {
    expect(say(callWith(encrypted(hi)), compatible)).toContain("<Encrypt>");
    expect(say(call(hi), compatible)).toBe(say(call(hi), {}));
  });
});

describe("the configuration of a mode", () => {
  it.each([
    { mode: "safe", appId },
    { mode: "safe", encodingAesKey },
    { mode: "compatible", appId },
    { ...safe, encodingAesKey: "short" },
    { ...safe, encodingAesKey: `${encodingAesKey}=` },
    { ...safe, previousEncodingAesKey: "" },
    { ...safe, mode: "secure" },
  ])("is refused where it is %j", (config) => {
    expect(() => open(config)).toThrow(expect.objectContaining({ code: "account_config_invalid" }));
  });

  it("names what is missing, and no key", () => {
    expect(() => open({ mode: "safe" })).toThrow(/encodingAesKey[^]*appId|appId[^]*encodingAesKey/);
    expect(() => open({ ...safe, encodingAesKey: "secretsecret" })).toThrow(
      expect.not.stringContaining("secretsecret") as never,
    );
  });

  it("may know the keys before it is switched", () => {
    expect(textOf(open({ appId, encodingAesKey }).receive(call(hi)))).toBe("你好");
    expect(open({ appId, encodingAesKey }).receive(callWith(encrypted(hi)))).toMatchObject({
      reason: "encryption_unexpected",
    });
  });
});

describe("signing", () => {
  it("covers what is encrypted, unlike the plain signature", () => {
    const request = callWith(encrypted(hi));
    const other = encrypted(hi.replace("你好", "再见"));
    const body = Buffer.from(`<xml><Encrypt>${other}</Encrypt></xml>`);
    expect(told(open(safe).receive({ ...request, body }))).toEqual(refused);
    const signature = sortedSha1([token, String(at / 1_000), "1", other]);
    expect(textOf(open(safe).receive(asked({ ...request, body }, { msg_signature: signature })))).toBe(
      "再见",
    );
  });
});
