import { expect, it } from "@jest/globals";

import { noteAccounts } from "../../src/serve/channel/seen.ts";

const ignore = (): void => undefined;
const claimed = { accountId: "a" } as never;
const more = { written: true, tookMs: 1, detail: undefined };

it("notes an account's last call, last send and last errors, and passes all of it on", () => {
  let now = 1;
  const told: string[] = [];
  const seen = noteAccounts(() => now);
  const webhook = seen.webhook({
    received: () => told.push("received"),
    refused: () => told.push("refused"),
    answered: ignore,
    failed: ignore,
  });
  const send = seen.send({
    sent: () => told.push("sent"),
    unforeseen: ignore,
    abandoned: ignore,
    budget: ignore,
    trouble: ignore,
  });
  expect(seen.of("a")).toEqual({ callback: null, sentAt: null, failures: [] });

  webhook.received("a", "r");
  now = 2;
  webhook.refused({ requestId: "r", accountId: "a", status: 401, reason: "signature_wrong" });
  webhook.refused({ requestId: "r", accountId: undefined, status: 404, reason: "account_unknown" });
  send.sent(claimed, { state: "accepted" } as never, more);
  for (const code of ["40164", "45015", "40164"])
    send.sent(claimed, { state: "failed", code } as never, more);
  expect(seen.of("a")).toEqual({
    callback: { at: 2, refused: "signature_wrong" },
    sentAt: 2,
    failures: [
      { code: "40164", at: 2, count: 2 },
      { code: "45015", at: 2, count: 1 },
    ],
  });
  expect(seen.of("b")).toEqual({ callback: null, sentAt: null, failures: [] });
  expect(told).toEqual(["received", "refused", "refused", "sent", "sent", "sent", "sent"]);

  for (let code = 0; code < 100; code += 1)
    send.sent(claimed, { state: "failed", code: String(code) } as never, more);
  const { failures } = seen.of("a");
  expect([failures.length, failures[0]?.code]).toEqual([20, "99"]);
});
