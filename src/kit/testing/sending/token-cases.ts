import assert from "node:assert/strict";

import type { ContractCase } from "../contract-case.ts";
import { deliver, sendsOf, trySend } from "./try-send.ts";
import type { SendingDriver } from "./sending-driver.ts";
import { openStandIn, type StandIn } from "./stand-in.ts";

/** Access tokens: few calls for them, and one more try where one is refused. */
export function tokenCases(driver: SendingDriver): readonly ContractCase[] {
  const tokensOf = (platform: StandIn): readonly string[] =>
    sendsOf(platform).map(({ call }) => driver.readSend(call).token);
  const { tokenRefused } = driver;
  return [
    {
      name: "asks for one token for many messages, also at once",
      run: async () => {
        const platform = await openStandIn(driver);
        const text = { kind: "text", text: "x" } as const;
        await Promise.all([deliver(platform, text), deliver(platform, text)]);
        await deliver(platform, text);
        await platform.close();
        assert.equal(platform.seen.filter(({ purpose }) => purpose === "token").length, 1);
        assert.equal(new Set(tokensOf(platform)).size, 1);
      },
    },
    {
      name: "sends once more, with a new token, when the token is refused",
      run: () =>
        trySend(driver, { reactions: [tokenRefused] }, (delivery, platform) => {
          assert.equal(delivery.kind, "accepted");
          const [first, second, ...more] = tokensOf(platform);
          assert.deepEqual(more, []);
          assert.notEqual(second, first);
        }),
    },
    {
      name: "sends no third time when the new token is refused, too",
      run: () =>
        trySend(driver, { reactions: [tokenRefused, tokenRefused, tokenRefused] }, (delivery, platform) => {
          assert.equal(delivery.kind, "rejected");
          assert.equal(tokensOf(platform).length, 2);
        }),
    },
  ];
}

/** A token that a person gave: there is no other one to be had. */
export function givenTokenCases(driver: SendingDriver): readonly ContractCase[] {
  return [
    {
      name: "sends nothing of the account for a while when its token is refused",
      run: () =>
        trySend(driver, { reactions: [driver.tokenRefused] }, (delivery, platform) => {
          assert.equal(delivery.kind === "rejected" && delivery.next, "park");
          assert.equal(platform.seen.length, 1);
        }),
    },
  ];
}
