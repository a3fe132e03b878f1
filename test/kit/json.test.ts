import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { isJsonRecord, type JsonNode, readJson } from "seatbridge/kit";
import { hostileJson } from "seatbridge/kit/testing";

function read(text: string): unknown {
  const reading = readJson(text);
  return reading.kind === "read" ? plain(reading.root) : reading.reason;
}

/** With prototypes, as JSON.parse makes it. */
function plain(node: JsonNode): unknown {
  if (Array.isArray(node)) return (node as readonly JsonNode[]).map(plain);
  return isJsonRecord(node)
    ? Object.fromEntries(Object.entries(node).map(([name, value]) => [name, plain(value)]))
    : node;
}

/** What is beyond doubles as its digits. */
const digitsOf = (_: string, value: unknown): unknown =>
  Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?[0-9]+$/.test(String(value))
    ? String(value)
    : value;

describe("readJson", () => {
  it("reads what JSON.parse reads, and long numbers as their digits", () => {
    const value = fc
      .jsonValue({ maxDepth: 3, stringUnit: "grapheme" })
      .filter((json) => !JSON.stringify(json).includes(String.raw`\u0000`))
      .map((json) => ({ json }));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (root, space) => {
        const text = JSON.stringify(root, null, space);
        const reading = readJson(text);
        if (reading.kind === "read") expect(plain(reading.root)).toEqual(JSON.parse(text, digitsOf));
        else expect(reading.reason).toMatch(/too_many_nodes|too_deep/);
      }),
    );
  });

  it.each([
    ["9007199254740993", "9007199254740993"],
    ["9223372036854775807", "9223372036854775807"],
    ["-9007199254740993", "-9007199254740993"],
    ["9007199254740991", 9_007_199_254_740_991],
    ["116.308586", 116.308586],
    ["1e3", 1_000],
    ["-0", -0],
  ])("reads the number %s without losing a digit", (written, value) => {
    expect(read(`{"id":${written}}`)).toEqual({ id: value });
  });

  it("gives texts verbatim, with U+FFFD for what no database holds", () => {
    expect(read(String.raw`{"a":"\u0000x\ud800y\ud83d\ude00\/\n<![CDATA[]]>"}`)).toEqual({
      a: "\uFFFDx\uFFFDy😀/\n<![CDATA[]]>",
    });
  });

  it("takes a byte order mark and space at both ends", () => {
    expect(read('\uFEFF \r\n{ "a" : [ ] , "b" : { } }\t\n')).toEqual({ a: [], b: {} });
  });

  it("gives records without a prototype", () => {
    const reading = readJson('{"__proto__":{"a":1},"constructor":2}');
    const root = reading.kind === "read" ? reading.root : undefined;
    expect(root && Object.getPrototypeOf(root)).toBeNull();
    expect(root?.["__proto__"]).toEqual(Object.assign(Object.create(null), { a: 1 }));
    expect(Object.keys(root ?? {})).toEqual(["__proto__", "constructor"]);
  });

  it.each([
    ['{"a":1,"a":2}', "name_repeated"],
    [String.raw`{"a":1,"\u0061":2}`, "name_repeated"],
    ['{"a":1e999}', "number_out_of_range"],
    [`{"a":${"[".repeat(8)}${"]".repeat(8)}}`, "too_deep"],
    [`{"a":[${"1,".repeat(999)}1]}`, "too_many_nodes"],
    [`{"a":"${"x".repeat(256 * 1024)}"}`, "too_large"],
    ["[1]", "root_unexpected"],
    ['"a"', "root_unexpected"],
    ["", "malformed"],
    ['{"a":tru}', "malformed"],
    ['{"a":1,}', "malformed"],
    ['{"a" 1}', "malformed"],
    ['{"a":-}', "malformed"],
  ])("refuses %.40s", (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  it("reads on after every refusal", () => {
    for (const { body } of hostileJson('{"type":"text","id":1}', ["type"])) {
      readJson(Buffer.from(body).toString("utf8"));
      expect(read('{"a":[{"b":1}]}')).toEqual({ a: [{ b: 1 }] });
    }
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => typeof readJson(text).kind === "string"));
    const pieces = fc.array(fc.constantFrom("{", "}", "[", "]", '"', ":", ",", "1", "\\", "a", " ", "null"));
    fc.assert(fc.property(pieces, (list) => typeof readJson(list.join("")).kind === "string"));
  });
});
