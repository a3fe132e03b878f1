import assert from "node:assert/strict";

import type { PlatformAdapter, Receipt, WebhookRequest } from "../../core/channel/adapter.ts";
import type { InboundMessage } from "../../core/channel/message.ts";
import type { SampleText } from "./platform-driver.ts";

/** When the samples are sent: an evening in November 2026, UTC. */
export const sampleAt = Date.UTC(2026, 10, 20, 12);

export const sampleText: SampleText = { sender: "fan-1", id: "6054768590064713728", text: "几时发货" };

/** The only message of a call that must be accepted. */
export function acceptedMessage(adapter: PlatformAdapter, request: WebhookRequest): InboundMessage {
  const receipt = adapter.receive(request);
  assert.equal(receipt.kind, "accepted", JSON.stringify(receipt));
  assert.equal(receipt.messages.length, 1);
  const [message] = receipt.messages;
  assert.ok(message !== undefined);
  return message;
}

/** Asserts that the call is refused, with one of these statuses. */
export function assertRefused(receipt: Receipt, statuses: readonly number[], what: string): void {
  assert.equal(receipt.kind, "refused", `${what} is accepted`);
  assert.ok(
    statuses.includes(receipt.status),
    `${what} is refused with ${receipt.status} ${receipt.reason}, not with ${statuses.join(" or ")}`,
  );
}

/** The same call with another query. */
export function withQuery(request: WebhookRequest, change: (query: URLSearchParams) => void): WebhookRequest {
  const query = new URLSearchParams(request.query);
  change(query);
  return { ...request, query };
}
