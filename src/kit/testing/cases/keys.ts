import assert from "node:assert/strict";

import type { ContractCase } from "../contract-case.ts";
import type { PlatformDriver, SampleText } from "../platform-driver.ts";
import { acceptedMessage, sampleAt, sampleText } from "../samples.ts";

/** One message, one key; another message, another key. */
export function keyCases(driver: PlatformDriver): readonly ContractCase[] {
  const keyOf = (body: Uint8Array, nonce = "1", at = sampleAt) =>
    JSON.stringify(acceptedMessage(driver.open(), driver.call(body, at, nonce)).keyParts);
  const keyOfText = (message: SampleText) => keyOf(driver.textBody(message));
  return [
    {
      name: "gives a redelivery, signed anew, the key of the first delivery",
      run: () => {
        const [event] = driver.eventsOfOneSecond;
        for (const body of [driver.textBody(sampleText), event]) {
          assert.equal(keyOf(body, "2", sampleAt + 5_000), keyOf(body));
        }
      },
    },
    ...(driver.identified === false ? unidentified(keyOfText) : identified(driver, keyOfText)),
    {
      name: "keeps fans apart whose ids no double could tell apart",
      run: () => {
        const senders = ["9223372036854775806", "9223372036854775807"];
        const bodies = senders.map((sender) => driver.textBody({ ...sampleText, sender }));
        const messages = bodies.map((body) =>
          acceptedMessage(driver.open(), driver.call(body, sampleAt, "1")),
        );
        assert.deepEqual(
          messages.map(({ sender }) => sender),
          senders,
        );
        assert.notDeepEqual(messages[0]?.keyParts, messages[1]?.keyParts);
      },
    },
    {
      name: "gives two different events of one fan in one second different keys",
      run: () => {
        const [first, second] = driver.eventsOfOneSecond;
        assert.notEqual(keyOf(first), keyOf(second));
      },
    },
  ];
}

type KeyOfText = (message: SampleText) => string;

function identified(driver: PlatformDriver, keyOfText: KeyOfText): readonly ContractCase[] {
  return [
    {
      name: "keeps ids apart that no double could tell apart",
      run: () => {
        const call = driver.call(driver.textBody(sampleText), sampleAt, "1");
        const message = acceptedMessage(driver.open(), call);
        assert.ok(message.keyParts.includes(sampleText.id), "the id is not in the key as it came");
        assert.notEqual(
          keyOfText({ ...sampleText, id: "9223372036854775806" }),
          keyOfText({ ...sampleText, id: "9223372036854775807" }),
        );
      },
    },
    {
      name: "keeps the same id of two fans apart, wherever their ids are cut",
      run: () =>
        assert.notEqual(
          keyOfText({ ...sampleText, sender: "fan1", id: "23" }),
          keyOfText({ ...sampleText, sender: "fan12", id: "3" }),
        ),
    },
  ];
}

function unidentified(keyOfText: KeyOfText): readonly ContractCase[] {
  return [
    {
      name: "keeps two texts of one second apart, and one text of two fans",
      run: () => {
        const others = [{ text: "退款" }, { text: `${sampleText.text} ` }, { sender: "fan-2" }];
        const keys = others.map((other) => keyOfText({ ...sampleText, ...other }));
        assert.equal(new Set([keyOfText(sampleText), ...keys]).size, 4);
      },
    },
  ];
}
