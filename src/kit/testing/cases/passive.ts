import assert from "node:assert/strict";

import type { PlatformAdapter, WebhookReply } from "../../../core/channel/adapter.ts";
import type { Content } from "../../../core/channel/content.ts";
import type { ContractCase } from "../contract-case.ts";
import type { PlatformDriver } from "../platform-driver.ts";
import { sampleAt, sampleText } from "../samples.ts";

const hostileReplies: readonly (readonly [string, string, string])[] = [
  ["plain words", "您好，48 小时内发货", "您好，48 小时内发货"],
  [
    "mark-up and what would end a CDATA section",
    "]]></Content><x>]]]]> & <b>",
    "]]></Content><x>]]]]> & <b>",
  ],
  ["line breaks and emoji", "第一行\n第二行 👍🏽", "第一行\n第二行 👍🏽"],
  ["characters that the format forbids, left out", "a\u0000\u0008b\uD800c\uFFFFd\uDC00", "abcd"],
];

/** Replies that leave with the webhook. */
export function passiveCases(driver: PlatformDriver): readonly ContractCase[] {
  const { readPassive } = driver;
  const speaks = driver.open().traits.passiveKinds.includes("text");
  if (readPassive === undefined) {
    return [
      {
        name: "claims no passive reply, for the platform has none",
        run: () => assert.equal(driver.open().traits.passiveMs, 0),
      },
    ];
  }
  const arrives = async (content: Content, texts: readonly string[]) => {
    const reply = write(driver, driver.open(), content);
    assert.ok(reply !== undefined, "nothing was written");
    const read = await readPassive(reply.body);
    assert.deepEqual([read.to, read.from], [sampleText.sender, "account-1"]);
    for (const text of texts)
      assert.ok(read.texts.includes(text), `"${text}" is not in ${JSON.stringify(read.texts)}`);
  };
  return [
    ...(speaks ? hostileReplies : []).map(([what, text, arrived]) => ({
      name: `writes a reply so that another reader finds ${what}`,
      run: () => arrives({ kind: "text", text }, [arrived]),
    })),
    ...driver.passiveSamples.map(({ content, texts }) => ({
      name: `writes a reply of kind ${content.kind} so that another reader finds it`,
      run: () => arrives(content, texts),
    })),
    {
      name: "writes every kind that its traits name",
      run: () => {
        const sampled = new Set<string>([
          ...(speaks ? ["text"] : []),
          ...driver.passiveSamples.map(({ content }) => content.kind),
        ]);
        assert.deepEqual(
          driver.open().traits.passiveKinds.filter((kind) => !sampled.has(kind)),
          [],
        );
      },
    },
    ...(speaks ? textLimitCases(driver) : speechlessCases(driver)),
  ];
}

function speechlessCases(driver: PlatformDriver): readonly ContractCase[] {
  return [
    {
      name: "leaves every text to the send interface, for the platform takes none here",
      run: () => assert.equal(write(driver, driver.open(), { kind: "text", text: "x" }), undefined),
    },
  ];
}

function textLimitCases(driver: PlatformDriver): readonly ContractCase[] {
  return [
    {
      name: "leaves a text that is too long to the send interface",
      run: () => {
        const adapter = driver.open();
        const { textBytesMax, textCharsMax } = adapter.traits;
        const fits = "x".repeat((textCharsMax ?? textBytesMax - 2) - 1) + "长";
        assert.ok(
          write(driver, adapter, { kind: "text", text: fits }) !== undefined,
          "the longest text is not sent",
        );
        assert.equal(write(driver, adapter, { kind: "text", text: `${fits}x` }), undefined);
      },
    },
    {
      name: "sends no empty text, for the fan would see an error",
      run: () => {
        for (const text of ["", "\u0000"]) {
          assert.equal(write(driver, driver.open(), { kind: "text", text }), undefined);
        }
      },
    },
  ];
}

function write(driver: PlatformDriver, adapter: PlatformAdapter, content: Content): WebhookReply | undefined {
  const request = driver.call(driver.textBody(sampleText), sampleAt, "1");
  return adapter.passive?.({ to: sampleText.sender, from: "account-1", at: sampleAt, content }, request);
}
