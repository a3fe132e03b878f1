import assert from "node:assert/strict";

import type { ContractCase } from "../contract-case.ts";
import { deliver, sendsOf } from "./try-send.ts";
import type { SendingDriver } from "./sending-driver.ts";
import { openStandIn } from "./stand-in.ts";

const picture = { kind: "image", blobId: "blob-1" } as const;

/** Pictures that we hold have to be uploaded first. */
export function pictureCases(driver: SendingDriver): readonly ContractCase[] {
  const { picture: held, uploaded } = driver;
  if (held === undefined || uploaded === undefined) return [];
  return [
    {
      name: "uploads a picture of ours once, and sends the platform's id of it each time",
      run: async () => {
        const platform = await openStandIn(driver, [], { "blob-1": held });
        const deliveries = [await deliver(platform, picture), await deliver(platform, picture)];
        await platform.close();
        assert.deepEqual(
          deliveries.map(({ kind }) => kind),
          ["accepted", "accepted"],
        );
        const uploads = platform.seen.filter(({ purpose }) => purpose === "upload");
        assert.equal(uploads.length, 1);
        assert.ok(uploads[0]?.call.body.includes(Buffer.from(held.bytes)), "the bytes are not in the upload");
        for (const { call } of sendsOf(platform)) {
          assert.ok(driver.readSend(call).texts.includes(uploaded(1)));
        }
      },
    },
    {
      name: "gives up a picture that we do not hold any more",
      run: async () => {
        const platform = await openStandIn(driver);
        const delivery = await deliver(platform, picture);
        await platform.close();
        assert.equal(delivery.kind === "rejected" && delivery.next, "give_up");
        assert.deepEqual(platform.seen, []);
      },
    },
  ];
}
