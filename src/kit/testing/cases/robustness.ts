import assert from "node:assert/strict";

import fc from "fast-check";

import type { ContractCase } from "../contract-case.ts";
import type { PlatformDriver } from "../platform-driver.ts";
import { assertRefused, sampleAt, sampleText } from "../samples.ts";

/** Whatever comes, the answer is a receipt. */
export function robustnessCases(driver: PlatformDriver): readonly ContractCase[] {
  const receive = (body: Uint8Array) => driver.open().receive(driver.call(body, sampleAt, "1"));
  return [
    ...driver.hostileBodies.map(({ name, body }) => ({
      name: `refuses ${name}, though it is signed`,
      run: () => assertRefused(receive(body), [400, 403, 413], name),
    })),
    {
      name: "accepts a message after every body that it refused",
      run: () => {
        const adapter = driver.open();
        for (const [index, { name, body }] of driver.hostileBodies.entries()) {
          adapter.receive(driver.call(body, sampleAt, `hostile-${index}`));
          const next = driver.call(driver.textBody(sampleText), sampleAt, `next-${index}`);
          assert.equal(adapter.receive(next).kind, "accepted", `not after ${name}`);
        }
      },
    },
    {
      name: "never throws on random bytes",
      run: () =>
        fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (body) => isReceipt(receive(body)))),
    },
    {
      name: "never throws on a message with some bytes changed",
      run: () => {
        const body = driver.textBody(sampleText);
        const change = fc.tuple(fc.nat({ max: body.length - 1 }), fc.nat({ max: 255 }));
        fc.assert(
          fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
            const changed = Uint8Array.from(body);
            for (const [index, byte] of changes) changed[index] = byte;
            return isReceipt(receive(changed));
          }),
        );
      },
    },
    {
      name: "never throws on random query parameters",
      run: () => {
        const names = fc.constantFrom(...driver.signedParameters, "echostr", "encrypt_type", "openid");
        const pairs = fc.array(fc.tuple(names, fc.string({ unit: "binary" })), { maxLength: 8 });
        const method = fc.constantFrom("GET" as const, "POST" as const);
        fc.assert(
          fc.property(method, pairs, (verb, given) => {
            const query = new URLSearchParams();
            for (const [name, value] of given) query.append(name, value);
            const body = driver.textBody(sampleText);
            return isReceipt(driver.open().receive({ method: verb, query, body, at: sampleAt }));
          }),
        );
      },
    },
  ];
}

function isReceipt(receipt: { readonly kind: string }): boolean {
  return receipt.kind === "accepted" || receipt.kind === "refused";
}
