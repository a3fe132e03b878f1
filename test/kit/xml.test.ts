import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  isXmlRecord,
  readXml,
  xmlBytesMax,
  xmlCdata,
  xmlDepthMax,
  xmlInteger,
  xmlList,
  xmlNodesMax,
  xmlText,
} from "seatbridge/kit";
import { parseStringPromise } from "xml2js";

function refusal(text: string): string | undefined {
  const reading = readXml(text);
  return reading.kind === "refused" ? reading.reason : undefined;
}

function tree(text: string): unknown {
  const reading = readXml(text);
  return reading.kind === "read" ? JSON.parse(JSON.stringify(reading.root)) : reading.reason;
}

describe("readXml", () => {
  it.each([
    ["text and CDATA alike", "<xml><A>1</A><B><![CDATA[2]]></B></xml>", { A: "1", B: "2" }],
    ["text verbatim", "<xml><A> 1\n </A><B><![CDATA[]]> x</B></xml>", { A: " 1\n ", B: " x" }],
    ["empty elements of any form", "<xml><A/><B></B><C><![CDATA[]]></C></xml>", { A: "", B: "", C: "" }],
    [
      "the five entities and references",
      "<xml><A>&lt;&gt;&amp;&quot;&apos;&#20320;</A></xml>",
      { A: "<>&\"'你" },
    ],
    [
      "a CDATA section that was cut in two",
      "<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>",
      { A: "a]]>b" },
    ],
    [
      "one child and many",
      "<xml><L><i>1</i></L><M><i>1</i><i>2</i><i>3</i></M></xml>",
      { L: { i: "1" }, M: { i: ["1", "2", "3"] } },
    ],
    ["a record among texts of one name", "<xml><A>1</A><A><b>2</b></A></xml>", { A: ["1", { b: "2" }] }],
    [
      "elements without the remarks beside them",
      "<xml> <A>1</A> // what A is <B>2</B></xml>",
      { A: "1", B: "2" },
    ],
    [
      "what follows a declaration and comments",
      '<?xml version="1.0"?><!-- a --><xml><A>1<!-- b -->2</A></xml>\n',
      { A: "12" },
    ],
    ["a body with a byte order mark", "\uFEFF<xml><A>1</A></xml>", { A: "1" }],
    [
      "what calls itself XML 1.1 as 1.0",
      '<?xml version="1.1"?><xml><A>a\u0085b\u2028c</A></xml>',
      { A: "a\u0085b\u2028c" },
    ],
    ["attributes as nothing", '<xml a="1"><A b="2">1</A></xml>', { A: "1" }],
    ["numbers as text", "<xml><A>0012</A><B>1e5</B></xml>", { A: "0012", B: "1e5" }],
    ["line ends as line feeds", "<xml><A>1\r\n2</A></xml>\r", { A: "1\n2" }],
    ["control characters as replaced", "<xml><A>a\u0001b\uFFFE</A></xml>", { A: "a\uFFFDb\uFFFD" }],
    ["a root without children", "<xml/>", {}],
  ])("reads %s", (_, text, expected) => {
    expect(tree(text)).toEqual(expected);
  });

  it("takes children named like object properties for children", () => {
    const reading = readXml("<xml><__proto__>1</__proto__><constructor>2</constructor></xml>");
    if (reading.kind !== "read") throw new Error(reading.reason);
    expect(Object.getPrototypeOf(reading.root)).toBeNull();
    expect(Object.entries(reading.root)).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
    expect(reading.root["toString"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
  });

  it.each([
    ["doctype", "<!DOCTYPE xml><xml/>"],
    ["doctype", "<!doctype xml><xml/>"],
    ["doctype", "<xml><A><![CDATA[x]]></A></xml><!DOCTYPE a>"],
    ["doctype", "<!ENTITY a 'b'><xml/>"],
    ["malformed", "<?a <![CDATA[?><xml/><?a ]]>?><xml/>"],
    ["doctype", "<?a <![CDATA[?><!DOCTYPE xml><xml/><?a ]]>?>"],
    ["character_forbidden", "<xml>\0</xml>"],
    ["character_forbidden", "<xml>\uD800</xml>"],
    ["character_forbidden", "<xml>\uDC00\uD800</xml>"],
    ["malformed", "<xml><A>&#xD800;</A></xml>"],
    ["malformed", "<xml><A>&#0;</A></xml>"],
    ["malformed", "<xml><A>&nbsp;</A></xml>"],
    ["malformed", "<xml></xml><xml></xml>"],
    ["malformed", "<xml></xml>text"],
    ["malformed", "<![CDATA[a]]><xml></xml>"],
    ["malformed", "<xml><A></xml></A>"],
    ["malformed", "<xml><A>"],
    ["malformed", "<xml><A><![CDATA[]]</A></xml>"],
    ["malformed", ""],
    ["root_unexpected", "<html></html>"],
    ["root_unexpected", "<XML></XML>"],
    ["root_unexpected", "<xml>only text</xml>"],
  ])("refuses as %s: %j", (reason, text) => {
    expect(refusal(text)).toBe(reason);
  });

  it("draws its limits exactly", () => {
    const deep = (levels: number) => `<xml>${"<a>".repeat(levels - 1)}${"</a>".repeat(levels - 1)}</xml>`;
    expect([refusal(deep(xmlDepthMax)), refusal(deep(xmlDepthMax + 1))]).toEqual([undefined, "too_deep"]);
    const wide = (nodes: number) => `<xml>${"<a/>".repeat(nodes - 1)}</xml>`;
    expect([refusal(wide(xmlNodesMax)), refusal(wide(xmlNodesMax + 1))]).toEqual([
      undefined,
      "too_many_nodes",
    ]);
    const frame = "<xml><A></A></xml>".length;
    const long = (bytes: number) =>
      `<xml><A>${"长".repeat((bytes - frame) / 3)}${"x".repeat((bytes - frame) % 3)}</A></xml>`;
    expect([refusal(long(xmlBytesMax)), refusal(long(xmlBytesMax + 1))]).toEqual([undefined, "too_large"]);
  });

  it("reads the next body right after any refusal", () => {
    for (const bad of ["<xml><A>", "<html/>", "<xml><A><B></A></xml>", "<!DOCTYPE a><xml/>", "]]>"]) {
      refusal(bad);
      expect(tree("<xml><A>1</A></xml>")).toEqual({ A: "1" });
    }
  });

  it("finds no declaration in time that grows faster than the body", () => {
    const started = performance.now();
    refusal(`<xml>${"<![CDATA[<!DOCTYPE ".repeat(13_000)}`);
    // It takes a few milliseconds; what grows with the square takes minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("never throws", () => {
    const pieces = fc.constantFrom(
      "<xml>",
      "</xml>",
      "<a>",
      "</a>",
      "<a/>",
      "<![CDATA[",
      "]]>",
      "&amp;",
      "&",
      "<!--",
      "-->",
      "<?a",
      "?>",
      "]",
      "\r",
      "😀",
      "x",
      " ",
      "<!",
      "=\"'",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => readXml(parts.join("")).kind !== undefined),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => readXml(`<xml>${text}</xml>`).kind !== undefined),
    );
  });
});

describe("the XML writer", () => {
  const anything = fc.string({ unit: "binary", maxLength: 60 });
  const spiked = fc
    .array(fc.constantFrom("]", "]]>", "]]", ">", "<![CDATA[", "&", "\uD83D", "\uDE00", "\0", "x"), {
      maxLength: 12,
    })
    .map((parts) => parts.join(""));

  it("writes any text so that both readers find it again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, spiked), async (text) => {
        const body = `<xml>${xmlCdata("A", text)}</xml>`;
        const clean = xmlText(text).replaceAll("\r\n", "\n").replaceAll("\r", "\n");
        expect(tree(body)).toEqual({ A: clean });
        const { xml } = await parseStringPromise(body, { explicitArray: false, includeWhiteChars: true });
        if (clean.trim() !== "") expect(xml.A.replaceAll("\r\n", "\n").replaceAll("\r", "\n")).toBe(clean);
      }),
    );
  });

  it("leaves out what XML cannot carry, and nothing else", () => {
    expect(xmlText("a\0\u0008\u000B\u001F\uFFFE\uFFFF\uD800b\uDC00😀\t\n你")).toBe("ab😀\t\n你");
  });

  it("writes whole numbers", () => {
    expect(xmlInteger("A", 1_700_000_000.9)).toBe("<A>1700000000</A>");
  });
});

describe("xmlList", () => {
  it("makes a list of none, one and many", () => {
    expect([xmlList(undefined), xmlList("a"), xmlList(["a", "b"])]).toEqual([[], ["a"], ["a", "b"]]);
    expect([isXmlRecord({}), isXmlRecord([]), isXmlRecord("a"), isXmlRecord(undefined)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
