import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { keyOf, openText, type Place, sealText, versionOf } from "../../../src/store/secret/seal.ts";

const key = keyOf(Buffer.alloc(32, 7));
const place: Place = { table: "account", column: "config.appSecret", id: "0193" };
const anyText = fc.string({ unit: "grapheme", maxLength: 60 });
const anyPlace = fc.record({
  table: fc.constantFrom("account", "connector"),
  column: fc.constantFrom("config.token", "config.appSecret"),
  id: fc.uuid(),
});

/** The same text with this bit of its bytes turned. */
function turned(sealed: string, bit: number): string {
  const [head, version, base64 = ""] = sealed.split(".");
  const bytes = Buffer.from(base64, "base64");
  const at = bit % (bytes.length * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return [head, version, bytes.toString("base64")].join(".");
}

describe("a sealed text", () => {
  it("opens where it was sealed, whatever it says", () => {
    fc.assert(
      fc.property(anyText, anyPlace, (text, anywhere) => {
        const sealed = sealText(key, anywhere, text);
        expect(versionOf(sealed)).toBe(key.version);
        expect(openText(key, anywhere, sealed)).toBe(text);
      }),
    );
  });

  it("never looks the same twice, and does not show what it says", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [one, other] = [sealText(key, place, text), sealText(key, place, text)];
        expect(one).not.toBe(other);
        if (text.length > 8)
          expect(Buffer.from(one.split(".")[2] ?? "", "base64").includes(text)).toBe(false);
      }),
    );
  });

  it("does not open in another row, column or table", () => {
    fc.assert(
      fc.property(anyText, anyPlace, anyPlace, (text, here, there) => {
        fc.pre(here.table !== there.table || here.column !== there.column || here.id !== there.id);
        expect(openText(key, there, sealText(key, here, text))).toBeUndefined();
      }),
    );
  });

  it("does not open with any of its bits turned", () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, bit) => {
        expect(openText(key, place, turned(sealText(key, place, text), bit))).toBeUndefined();
      }),
    );
  });

  it("does not open by another key, nor under another key's name", () => {
    fc.assert(
      fc.property(anyText, fc.uint8Array({ minLength: 32, maxLength: 32 }), (text, bytes) => {
        const other = keyOf(Buffer.from(bytes));
        fc.pre(other.version !== key.version);
        const sealed = sealText(key, place, text);
        expect(openText(other, place, sealed)).toBeUndefined();
        expect(openText(other, place, sealed.replace(key.version, other.version))).toBeUndefined();
        expect(openText(key, place, sealed.replace(key.version, other.version))).toBeUndefined();
      }),
    );
  });

  it("is nothing that somebody else may have written", () => {
    const sealed = sealText(key, place, "word");
    const wrong = [
      "",
      "v1",
      "plain",
      "v1..",
      sealed.slice(0, -8),
      `${sealed}A`,
      `${sealed}\n`,
      sealed.toUpperCase(),
    ];
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...wrong), fc.string()), (text) => {
        expect(openText(key, place, text)).toBeUndefined();
      }),
    );
  });
});
