import assert from "node:assert/strict";

import type { Delivery } from "../../../core/channel/adapter.ts";
import type { ContractCase } from "../contract-case.ts";
import { pictureCases } from "./picture-cases.ts";
import type { SendingDriver } from "./sending-driver.ts";
import { openStandIn, type Reaction, type StandIn } from "./stand-in.ts";
import { givenTokenCases, tokenCases } from "./token-cases.ts";
import { deliver, hello, sendsOf, trySend } from "./try-send.ts";

/** What every adapter that can send owes the send loop. An adapter's test runs each case: `it(name, run)`. */
export function sendingContract(driver: SendingDriver): readonly ContractCase[] {
  return [
    ...contentCases(driver),
    ...refusalCases(driver),
    ...doubtCases(driver),
    ...(driver.token === undefined ? givenTokenCases(driver) : tokenCases(driver)),
    ...pictureCases(driver),
  ];
}

function contentCases(driver: SendingDriver): readonly ContractCase[] {
  const { written = (words) => words } = driver;
  const texts = ["第一行\n第二行 👍🏽", '<a href="https://u.example">看这里</a> & \\u4f60', 'مرحبا "x" \\ y'];
  const samples = [
    ...texts.map((text) => ({
      name: `the text ${JSON.stringify(text)}`,
      content: { kind: "text", text } as const,
      texts: [text],
    })),
    ...driver.samples.map((sample) => ({ name: `a content of kind ${sample.content.kind}`, ...sample })),
  ];
  return [
    ...samples.map(({ name, content, texts: expected }) => ({
      name: `sends ${name} so that another reader finds it`,
      run: () =>
        trySend(driver, { content }, (delivery, platform) => {
          assert.equal(delivery.kind, "accepted");
          const [send] = sendsOf(platform);
          assert.ok(send !== undefined, "nothing was sent");
          const read = driver.readSend(send.call);
          assert.equal(read.to, "fan-1");
          for (const text of expected) assert.ok(read.texts.includes(text), `"${text}" is missing`);
        }),
    })),
    {
      name: "writes words as they are, for fans would read the escapes",
      run: () =>
        trySend(driver, { content: { kind: "text", text: "发货 👍" } }, (_, platform) =>
          assert.ok(sendsOf(platform)[0]?.call.body.includes(written("发货 👍"))),
        ),
    },
    ...driver.unsendable.map((content) => ({
      name: `gives up ${JSON.stringify(content)} without a call`,
      run: () =>
        trySend(driver, { content }, (delivery, platform) => {
          assert.equal(delivery.kind === "rejected" && delivery.next, "give_up");
          assert.deepEqual(platform.seen, []);
        }),
    })),
  ];
}

function refusalCases(driver: SendingDriver): readonly ContractCase[] {
  return driver.refusals.map(({ name, answer, delivery: expected }) => ({
    name: `knows what to do when ${name}`,
    run: () =>
      trySend(driver, { reactions: [answer] }, (delivery, platform) => {
        assert.deepEqual({ ...delivery, ...expected }, delivery);
        assert.equal(delivery.kind, "rejected");
        assert.equal(sendsOf(platform).length, 1);
      }),
  }));
}

/** Where the fan may have the message, it is never sent again and nobody claims that it arrived. */
function doubtCases(driver: SendingDriver): readonly ContractCase[] {
  const doubts: readonly (readonly [string, Reaction])[] = [
    ["the platform hangs up after it has read", "hangs_up"],
    ["a gateway says that it got no answer", { status: 502, body: "<html>Bad Gateway</html>" }],
    ["the answer is no answer of the platform", { status: 200, body: "ok" }],
    ["the answer is cut off", { status: 200, body: driver.accepted.body.slice(0, -3) }],
  ];
  const isUnknown = (delivery: Delivery, platform: StandIn): void => {
    assert.equal(delivery.kind, "unknown");
    assert.equal(sendsOf(platform).length, 1);
  };
  return [
    ...doubts.map(([name, reaction]) => ({
      name: `does not know when ${name}`,
      run: () => trySend(driver, { reactions: [reaction] }, isUnknown),
    })),
    {
      name: "does not know when the platform never answers",
      run: () => {
        const stop = new AbortController();
        const silent = { silent: () => stop.abort() };
        return trySend(driver, { reactions: [silent], signal: stop.signal }, isUnknown);
      },
    },
    {
      name: "knows that nothing has left when nobody listens",
      run: async () => {
        const platform = await openStandIn(driver);
        await deliver(platform, hello);
        await platform.close();
        const delivery = await deliver(platform, hello);
        assert.equal(delivery.kind === "rejected" && delivery.next, "retry");
      },
    },
  ];
}
