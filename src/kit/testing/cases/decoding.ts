import assert from "node:assert/strict";

import { SECOND } from "../../../core/kernel/instant.ts";
import type { ContractCase } from "../contract-case.ts";
import type { PlatformDriver } from "../platform-driver.ts";
import { acceptedMessage, sampleAt, sampleText } from "../samples.ts";

/** Odd but legitimate: a fan may write all of this. */
const oddTexts: readonly (readonly [string, string])[] = [
  ["emoji and joined emoji", "👍🏽 👨‍👩‍👧 🇨🇳"],
  ["right-to-left text", "مرحبا \u202Eabc\u202C עברית"],
  ["mark-up", '<img src=x onerror="alert(1)"> </Content></xml> & &amp; &lt;'],
  ["what would end a CDATA section", "a]]>b]]]]>c"],
  ["a document type", '<!DOCTYPE xml [<!ENTITY a "b">]>'],
  ["white space at both ends and line breaks", "  你好\n\n\t再见  "],
  ["two thousand characters", "退货".repeat(1_000)],
  ["code", "'; DROP TABLE message; -- ${x} {{y}} %s __proto__"],
  ["rare and combining characters", "𠮷野家 e\u0301 \u200B\uFEFF."],
];

/** What becomes of what was said. */
export function decodingCases(driver: PlatformDriver): readonly ContractCase[] {
  const receiveText = (text: string) =>
    acceptedMessage(driver.open(), driver.call(driver.textBody({ ...sampleText, text }), sampleAt, "1"));
  return [
    {
      name: "decodes a text with its sender and its time, from a fan",
      run: () => {
        const message = receiveText("几时发货");
        assert.deepEqual(message.content, { kind: "text", text: "几时发货" });
        assert.equal(message.sender, sampleText.sender);
        assert.equal(message.origin, "fan");
        assert.notEqual(message.receiver, "");
        assert.ok(Math.abs(message.sentAt - sampleAt) < SECOND, `sent at ${message.sentAt}`);
      },
    },
    ...oddTexts.map(([what, text]) => ({
      name: `keeps ${what} verbatim`,
      run: () => assert.deepEqual(receiveText(text).content, { kind: "text", text }),
    })),
    {
      name: "makes a kind that it does not name `unknown`, with its words",
      run: () => {
        const { body, words } = driver.unknownKind;
        const { content } = acceptedMessage(driver.open(), driver.call(body, sampleAt, "1"));
        assert.equal(content.kind, "unknown");
        assert.notEqual(content.type, "");
        assert.ok(content.text.includes(words), `"${content.text}" lacks "${words}"`);
      },
    },
    {
      name: "keeps the body as it came, for replay",
      run: () => {
        const body = driver.textBody(sampleText);
        const receipt = driver.open().receive(driver.call(body, sampleAt, "1"));
        assert.equal(receipt.kind, "accepted");
        assert.deepEqual(Buffer.from(receipt.raw), Buffer.from(body));
      },
    },
    {
      name: "reads a stored body once more as the very same messages",
      run: () => {
        const bodies = [driver.textBody(sampleText), driver.unknownKind.body, ...driver.eventsOfOneSecond];
        for (const body of bodies) {
          const receipt = driver.open().receive(driver.call(body, sampleAt, "1"));
          assert.equal(receipt.kind, "accepted");
          assert.deepEqual(driver.open().reread(receipt.raw, sampleAt), receipt.messages);
        }
      },
    },
  ];
}
