import { createCipheriv, createHash } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decodeAesKey, decryptMessage, encryptMessage } from "seatbridge/kit";

import { paddingFor, paddingOf } from "../../src/kit/crypto/padding.ts";

const key = Buffer.from(createHash("sha256").update("key").digest());
const otherKey = Buffer.from(createHash("sha256").update("other key").digest());
const random = Buffer.from("0123456789abcdef");
const receiveId = "wx0123456789abcdef";

/** Any plain bytes as a peer would encrypt them that pads by rules of its own. */
function encryptBytes(plain: Uint8Array): string {
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64");
}

/** A frame whose parts may contradict each other. */
function frameOf(
  message: Buffer,
  { length = message.length, id = receiveId, padding }: Partial<Parts> = {},
): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32BE(length >>> 0, 16);
  const content = Buffer.concat([head, message, Buffer.from(id)]);
  return Buffer.concat([content, padding ?? paddingFor(content.length)]);
}
type Parts = { readonly length: number; readonly id: string; readonly padding: Buffer };

const reasonOf = (encrypted: string, keys = [key], id = receiveId) => {
  const decrypted = decryptMessage(keys, encrypted, id);
  return decrypted.kind === "refused" ? decrypted.reason : decrypted.message.toString();
};

describe("an EncodingAESKey", () => {
  it("is 32 bytes, whatever its two bits too many say", () => {
    const text = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    const decoded = decodeAesKey(text);
    expect(decoded).toHaveLength(32);
    // A, B, C, D stand for the same four bits and for different rests.
    for (const last of "ABCD") expect(decodeAesKey(text.replace(/.$/, last))).toEqual(decodeAesKey(text));
    expect(decodeAesKey(text.replace(/.$/, "E"))).not.toEqual(decoded);
  });

  it.each([
    "",
    "a".repeat(42),
    "a".repeat(44),
    `${"a".repeat(42)}=`,
    `${"a".repeat(42)}+`,
    `${"a".repeat(43)}\n`,
  ])("is not %j", (text) => expect(decodeAesKey(text)).toBeUndefined());
});

describe("padding to 32 bytes", () => {
  it("is a whole block more where the length fits already", () => {
    expect([0, 1, 31, 32, 33].map((length) => paddingFor(length).length)).toEqual([32, 31, 1, 32, 31]);
  });

  it("is read as what a plain reader makes of it, on any bytes", () => {
    const plainly = (bytes: Uint8Array): number => {
      const last = bytes.at(-1) ?? 0;
      if (last < 1 || last > 32 || last > bytes.length) return 0;
      return bytes.subarray(-last).every((byte) => byte === last) ? last : 0;
    };
    // Bytes that are likely to be padding, and nearly so.
    const tail = fc.tuple(fc.integer({ min: 0, max: 34 }), fc.integer({ min: 0, max: 34 }));
    const bytes = fc.tuple(fc.uint8Array({ maxLength: 40 }), tail, fc.option(fc.nat({ max: 40 })));
    fc.assert(
      fc.property(bytes, ([before, [count, value], broken]) => {
        const all = Uint8Array.from([...before, ...Array<number>(count).fill(value)]);
        if (broken !== null && broken < all.length) all[broken] = 7;
        return paddingOf(all) === plainly(all);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("an encrypted message", () => {
  it("comes out as it went in, whatever it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 40 }), (text, id) => {
        const encrypted = encryptMessage(key, { random, message: Buffer.from(text), receiveId: id });
        const decrypted = decryptMessage([key], encrypted, id);
        expect(Buffer.from(encrypted, "base64").length % 32).toBe(0);
        expect(decrypted).toEqual({ kind: "decrypted", message: Buffer.from(text) });
      }),
    );
  });

  it("is refused with another key, for another receiver, or cut anywhere", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), fc.nat(), (text, cut) => {
        const encrypted = encryptMessage(key, { random, message: Buffer.from(text), receiveId });
        const bytes = Buffer.from(encrypted, "base64");
        const shorter = bytes.subarray(0, cut % bytes.length).toString("base64");
        for (const id of ["", "wx0123456789abcdee", `${receiveId}x`, receiveId.slice(1)]) {
          expect(decryptMessage([key], encrypted, id)).toEqual({ kind: "refused", reason: "receive_id" });
        }
        expect(decryptMessage([otherKey], encrypted, receiveId).kind).toBe("refused");
        expect(decryptMessage([key], shorter, receiveId).kind).toBe("refused");
      }),
    );
  });

  it("is read with the key before while that is still known", () => {
    const encrypted = encryptMessage(otherKey, { random, message: Buffer.from("hi"), receiveId });
    expect(reasonOf(encrypted, [key, otherKey])).toBe("hi");
    expect(reasonOf(encrypted, [otherKey])).toBe("hi");
    expect(decryptMessage([key], encrypted, receiveId).kind).toBe("refused");
  });

  it("is read where a peer has padded to 16 bytes", () => {
    const content = frameOf(Buffer.from("0123456789"), { padding: Buffer.alloc(0) });
    expect(content).toHaveLength(48);
    expect(reasonOf(encryptBytes(Buffer.concat([content, Buffer.alloc(16, 16)])))).toBe("0123456789");
  });

  const hi = Buffer.from("hi");
  it.each<[string, string, string]>([
    ["a length beyond the end", encryptBytes(frameOf(hi, { length: 1_000 })), "length"],
    ["the greatest length", encryptBytes(frameOf(hi, { length: 0xff_ff_ff_ff })), "length"],
    ["a length that takes from the receiver", encryptBytes(frameOf(hi, { length: 3 })), "receive_id"],
    ["a length that gives to the receiver", encryptBytes(frameOf(hi, { length: 1 })), "receive_id"],
    ["no padding", encryptBytes(frameOf(hi, { padding: Buffer.alloc(24) })), "padding"],
    ["padding of 33", encryptBytes(frameOf(hi, { padding: Buffer.alloc(24, 33) })), "padding"],
    [
      "padding that contradicts itself",
      encryptBytes(frameOf(hi, { padding: Buffer.concat([Buffer.alloc(23, 5), Buffer.from([24])]) })),
      "padding",
    ],
    ["one block of zeros", encryptBytes(Buffer.alloc(16)), "length"],
    ["a block cut short", Buffer.alloc(31).toString("base64"), "length"],
    ["nothing", "", "base64"],
    ["letters that are none of base64", "!!!!", "base64"],
    ["base64 for addresses", `${"-_".repeat(21)}AA`, "base64"],
    ["white space", ` ${"A".repeat(43)}`, "base64"],
  ])("is refused with %s", (_, encrypted, reason) => {
    expect(reasonOf(encrypted)).toBe(reason);
  });

  it("is made of exactly 16 random bytes", () => {
    const content = { random: random.subarray(1), message: hi, receiveId };
    expect(() => encryptMessage(key, content)).toThrow(RangeError);
  });
});
