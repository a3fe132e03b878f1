import { jsonBytesMax, jsonDepthMax, jsonNodesMax } from "../json/limits.ts";
import type { HostileBody } from "./platform-driver.ts";

/**
 * What a JSON body must never get away with, made of a valid one whose root is an object (reliability §3).
 * `once` names members of which a second one must be refused, and which hold no object.
 */
export function hostileJson(valid: string, once: readonly string[]): readonly HostileBody[] {
  const inside = (extra: string) => valid.replace(/\}\s*$/, `,${extra}}`);
  const nested = (levels: number) => `"e":${"[".repeat(levels)}${"]".repeat(levels)}`;
  const texts: readonly (readonly [string, string])[] = [
    ["an empty body", ""],
    ["an empty object", "{}"],
    ["a list", `[${valid}]`],
    ["a word", "null"],
    ["a text", JSON.stringify(valid)],
    ["XML", "<xml></xml>"],
    ["a form", "type=text&text=x"],
    ["words behind the object", `${valid}junk`],
    ["words before the object", `junk${valid}`],
    ["two objects", valid + valid],
    ["an object that stays open", valid.replace(/\}\s*$/, "")],
    ["a text that stays open", inside('"e":"x')],
    ["a comment", inside('"e":1 // x\n')],
    ["a trailing comma", inside('"e":1,')],
    ["single quotes", inside("'e':'x'")],
    ["a name without quotes", inside("e:1")],
    ["a bare line break in a text", inside('"e":"a\nb"')],
    ["a bare NUL in a text", inside('"e":"a\0b"')],
    ["an escape that is none", inside('"e":"\\x41"')],
    ["a number with a leading zero", inside('"e":01')],
    ["a number in hexadecimal", inside('"e":0x10')],
    ["no number", inside('"e":NaN')],
    ["a number without end", inside('"e":1e999')],
    ["too deep nesting", inside(nested(jsonDepthMax))],
    ["very deep nesting", inside(`"e":${"[".repeat(100_000)}`)],
    ["very deep objects", inside(`"e":${'{"a":'.repeat(40_000)}`)],
    ["too many values", inside(`"e":[${"1,".repeat(jsonNodesMax)}1]`)],
    ["too many bytes", inside(`"e":"${"长".repeat(Math.ceil(jsonBytesMax / 3))}"`)],
    ["everything inside __proto__", `{"__proto__":${valid}}`],
    ["everything inside constructor", `{"constructor":{"prototype":${valid}}}`],
    ...once.map((name) => [`two ${name}`, inside(`"${name}":"other"`)] as const),
    ...once.map((name) => [`two ${name}, one of them escaped`, inside(`"${escaped(name)}":"x"`)] as const),
    ...once.map((name) => [`${name} with members`, replaceMember(valid, name, '{"a":1}')] as const),
    ...once.map((name) => [`${name} as a list`, replaceMember(valid, name, '["a"]')] as const),
  ];
  return [
    ...texts.map(([name, text]) => ({ name, body: new TextEncoder().encode(text) })),
    { name: "GBK", body: withBytes(inside, 0xc4, 0xe3, 0xba, 0xc3) },
    { name: "an overlong form of NUL", body: withBytes(inside, 0xc0, 0x80) },
    { name: "a lone surrogate as bytes", body: withBytes(inside, 0xed, 0xa0, 0x80) },
    { name: "a character cut short", body: withBytes(inside, 0xe4, 0xbd) },
    { name: "UTF-16", body: Buffer.from(`\uFEFF${valid}`, "utf16le") },
  ];
}

/** The same name in other letters. */
const escaped = (name: string): string =>
  `\\u${name.charCodeAt(0).toString(16).padStart(4, "0")}${name.slice(1)}`;

const replaceMember = (valid: string, name: string, value: string): string =>
  valid.replace(new RegExp(`"${name}":(?:"(?:[^"\\\\]|\\\\.)*"|[^,}]*)`), () => `"${name}":${value}`);

function withBytes(inside: (extra: string) => string, ...bytes: number[]): Buffer {
  const [before = "", after = ""] = inside('"e":"@@"').split("@@");
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}
