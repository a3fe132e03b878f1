import { xmlBytesMax, xmlDepthMax, xmlNodesMax } from "../xml/limits.ts";
import type { HostileBody } from "./platform-driver.ts";

/**
 * What a document must never get away with, made of a valid one (dependencies §5, reliability §3).
 * `once` names elements of which a second one must be refused: either reading of two would be a guess.
 */
export function hostileXml(valid: string, once: readonly string[]): readonly HostileBody[] {
  const inside = (extra: string) => valid.replace(/<\/xml>\s*$/, `${extra}</xml>`);
  const texts: readonly (readonly [string, string])[] = [
    [
      "an outside entity (XXE)",
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${inside("<E>&e;</E>")}`,
    ],
    ["nested entities (billion laughs)", `<!DOCTYPE x [${bomb()}]>${inside("<E>&e9;</E>")}`],
    ["a bare DOCTYPE", `<!DOCTYPE xml>${valid}`],
    ["a DOCTYPE after an XML declaration", `<?xml version="1.0"?>\n<!DOCTYPE xml>${valid}`],
    ["a DOCTYPE behind the root", `${valid}<!DOCTYPE xml>`],
    ["an unknown entity", inside("<E>&nbsp;</E>")],
    ["an entity named like a method", inside("<E>&constructor;</E>")],
    ["NUL", inside("<E>\0</E>")],
    ["NUL as a reference", inside("<E>&#0;</E>")],
    ["a lone surrogate as a reference", inside("<E>&#xD800;</E>")],
    ["a pair of surrogates as references", inside("<E>&#xD83D;&#xDE00;</E>")],
    ["a second root", `${valid}<xml></xml>`],
    ["text behind the root", `${valid}junk`],
    ["text before the root", `junk${valid}`],
    ["another root", valid.replace(/^\s*<xml>/, "<html>").replace(/<\/xml>\s*$/, "</html>")],
    ["an element that is not closed", valid.replace(/<\/xml>\s*$/, "")],
    ["a CDATA section that is not closed", inside("<E><![CDATA[")],
    ["many CDATA sections that are not closed", inside("<![CDATA[<!DOCTYPE ".repeat(9_000))],
    ["crossed elements", inside("<A><B></A></B>")],
    ["a repeated attribute", inside('<E a="1" a="2"/>')],
    ["too deep nesting", inside("<a>".repeat(xmlDepthMax) + "</a>".repeat(xmlDepthMax))],
    ["very deep nesting", inside("<a>".repeat(30_000))],
    ["too many elements", inside("<a/>".repeat(xmlNodesMax))],
    [
      "too many attributes",
      inside(`<a ${Array.from({ length: xmlNodesMax }, (_, i) => `a${i}=""`).join(" ")}/>`),
    ],
    ["too many bytes", inside(`<E>${"长".repeat(Math.ceil(xmlBytesMax / 3))}</E>`)],
    ["an empty body", ""],
    ["an empty root", "<xml></xml>"],
    ["JSON", '{"xml":{}}'],
    ...once.map((name) => [`two ${name}`, inside(`<${name}>other</${name}>`)] as const),
    ...once.map((name) => [`${name} with children`, replaceElement(valid, name, "<a>1</a>")] as const),
  ];
  return [
    ...texts.map(([name, text]) => ({ name, body: new TextEncoder().encode(text) })),
    ...wrongEncodings(valid, inside),
  ];
}

function bomb(): string {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
  return `<!ENTITY e0 "ha">${entities.join("")}`;
}

function replaceElement(valid: string, name: string, content: string): string {
  return valid.replace(new RegExp(`<${name}>.*?</${name}>`, "s"), `<${name}>${content}</${name}>`);
}

function wrongEncodings(valid: string, inside: (extra: string) => string): readonly HostileBody[] {
  const withBytes = (...bytes: number[]) => {
    const [before = "", after = ""] = inside("<E>@@</E>").split("@@");
    return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
  };
  return [
    { name: "GBK", body: withBytes(0xc4, 0xe3, 0xba, 0xc3) },
    { name: "an overlong form of NUL", body: withBytes(0xc0, 0x80) },
    { name: "a lone surrogate as bytes", body: withBytes(0xed, 0xa0, 0x80) },
    { name: "a character cut short", body: withBytes(0xe4, 0xbd) },
    { name: "UTF-16", body: Buffer.from(`\uFEFF${valid}`, "utf16le") },
  ];
}
